package dev.evently.identity.session;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What it takes to have a session, and for how long.
 *
 * @param ttl how long a session lasts after it was opened or last renewed
 * @param needVerifiedEmail whether nobody signs in before he has verified his address
 */
@ConfigurationProperties("evently.identity.sessions")
@Validated
record SessionSettings(
        @DefaultValue("30d") @DurationMin(minutes = 1) Duration ttl,
        @DefaultValue("false") boolean needVerifiedEmail) {}
