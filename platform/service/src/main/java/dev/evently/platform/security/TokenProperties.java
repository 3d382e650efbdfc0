package dev.evently.platform.security;

import jakarta.validation.constraints.NotBlank;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Whose access tokens are believed.
 *
 * @param issuer the address of the OIDC provider
 * @param audience what a token's {@code aud} must hold
 * @param jwkSetUri where the provider's keys are read, when that is to be another address than the public one; null for
 *     the one that is found by discovery at the issuer
 */
@ConfigurationProperties("evently")
@Validated
record TokenProperties(
        @NotBlank String issuer,
        @DefaultValue("evently") @NotBlank String audience,
        @Nullable URI jwkSetUri) {}
