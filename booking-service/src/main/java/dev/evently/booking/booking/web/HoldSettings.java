package dev.evently.booking.booking.web;

import dev.evently.booking.booking.ExtendHold;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long buyers may take.
 *
 * @param ttl how long a hold lasts, from its placing and from each extension
 * @param extensions how often a hold may be extended
 * @param maxAge how long a hold lasts with all its extensions
 */
@ConfigurationProperties("evently.holds")
@Validated
record HoldSettings(
        @DefaultValue("PT10M") @DurationMin(seconds = 1) Duration ttl,
        @DefaultValue("2") @Min(0) int extensions,
        @DefaultValue("PT30M") @DurationMin(seconds = 1) Duration maxAge) {

    ExtendHold.Rule extensionRule() {
        return new ExtendHold.Rule(ttl, extensions, maxAge);
    }
}
