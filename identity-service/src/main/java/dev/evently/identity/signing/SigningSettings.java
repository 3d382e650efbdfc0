package dev.evently.identity.signing;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The life of a signing key.
 *
 * @param rotation how long a key signs before the next one is made
 * @param publication how long a key is published before it signs: longer than any service keeps the keys it fetched, and
 *     than this service's instances need to see a new one
 */
@ConfigurationProperties("evently.identity.signing")
@Validated
record SigningSettings(
        @DefaultValue("30d") @DurationMin(hours = 1) Duration rotation,
        @DefaultValue("10m") @DurationMin(minutes = 2) Duration publication) {}
