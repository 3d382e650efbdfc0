package dev.evently.booking.inventory.jobs;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the ledger is watched.
 *
 * @param watchInterval how long each shard is left alone between two comparisons
 */
@ConfigurationProperties("evently.ledger")
@Validated
record LedgerSettings(
        @DefaultValue("30s") @DurationMin(millis = 10) Duration watchInterval) {}
