package dev.evently.booking.combining;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How requests share transactions.
 *
 * @param pace how long those who wait for a shard's next transaction gather at least; who finds nobody before it does not
 *     wait at all
 */
@ConfigurationProperties("evently.combining")
@Validated
public record CombiningSettings(
        @DefaultValue("50ms") @DurationMin(millis = 1) @DurationMax(seconds = 1)
        Duration pace) {}
