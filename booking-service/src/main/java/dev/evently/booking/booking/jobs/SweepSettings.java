package dev.evently.booking.booking.jobs;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How often the sweeps look for work.
 *
 * @param interval how long each shard is left alone between two looks
 */
@ConfigurationProperties("evently.sweeps")
@Validated
record SweepSettings(
        @DefaultValue("1s") @DurationMin(millis = 10) Duration interval) {}
