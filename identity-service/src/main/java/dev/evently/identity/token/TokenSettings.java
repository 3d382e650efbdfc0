package dev.evently.identity.token;

import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.validation.annotation.Validated;

/**
 * What all access tokens have in common, those of people and those of machines.
 *
 * @param issuer the address of the gateway, under which clients find keys and metadata
 * @param audience who the tokens are for: every service of the suite
 * @param accessTokenTtl how long a token is believed, unless its session ends earlier
 * @param adminsNeedSecondFactor whether an administrator without a second factor gets tokens without that role
 */
@ConfigurationProperties("evently")
@Validated
public record TokenSettings(
        @NotBlank String issuer,
        @DefaultValue("evently") @NotBlank String audience,

        @Name("identity.access-token-ttl") @DefaultValue("15m") @DurationMin(minutes = 1)
        Duration accessTokenTtl,

        @Name("identity.admins-need-second-factor") @DefaultValue("false")
        boolean adminsNeedSecondFactor) {}
