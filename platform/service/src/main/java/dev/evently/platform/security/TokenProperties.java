package dev.evently.platform.security;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Whose access tokens are believed.
 *
 * @param issuer the address of the OIDC provider; its keys are found by discovery there
 * @param audience what a token's {@code aud} must hold
 */
@ConfigurationProperties("evently")
@Validated
record TokenProperties(
        @NotBlank String issuer,
        @DefaultValue("evently") @NotBlank String audience) {}
