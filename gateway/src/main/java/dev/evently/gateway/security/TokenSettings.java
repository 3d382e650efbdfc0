package dev.evently.gateway.security;

import jakarta.validation.constraints.NotBlank;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Whose access tokens are believed.
 *
 * @param issuer the {@code iss} of every token: the public address of this gateway
 * @param audience what a token's {@code aud} must hold
 * @param jwkSetUri where another provider than identity-service publishes its keys; null for identity-service, which is
 *     asked by name because its public address is this gateway
 */
@ConfigurationProperties("evently")
@Validated
record TokenSettings(
        @NotBlank String issuer,
        @DefaultValue("evently") @NotBlank String audience,
        @Nullable URI jwkSetUri) {}
