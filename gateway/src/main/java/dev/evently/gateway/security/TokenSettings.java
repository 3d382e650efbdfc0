package dev.evently.gateway.security;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Whose access tokens are believed.
 *
 * @param issuer the {@code iss} of every token: the public address of this gateway
 * @param audience what a token's {@code aud} must hold
 */
@ConfigurationProperties("evently")
@Validated
record TokenSettings(
        @NotBlank String issuer,
        @DefaultValue("evently") @NotBlank String audience) {}
