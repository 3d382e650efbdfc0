package dev.evently.booking.inventory.jobs;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the ledger is watched.
 *
 * @param watchInterval how long each shard is left alone between two comparisons
 * @param checkpointEvery after how many entries of a quota their sum is remembered
 */
@ConfigurationProperties("evently.ledger")
@Validated
record LedgerSettings(
        @DefaultValue("30s") @DurationMin(millis = 10) Duration watchInterval,
        @DefaultValue("50") @Min(1) int checkpointEvery) {}
