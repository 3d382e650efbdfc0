package dev.evently.booking.booking.web;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long buyers may take.
 *
 * @param ttl how long a hold lasts
 */
@ConfigurationProperties("evently.holds")
@Validated
record HoldSettings(
        @DefaultValue("PT10M") @DurationMin(seconds = 1) Duration ttl) {}
