package dev.evently.booking.payment.sandbox;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How to reach the payment provider.
 *
 * @param providerUrl its address
 * @param providerApiKey what it knows us by
 * @param webhookSecret the key of the signatures of its webhooks
 * @param connectTimeout how long to wait for a connection
 * @param readTimeout how long to wait for an answer
 */
@ConfigurationProperties("evently.payments")
@Validated
record ProviderSettings(
        @NotNull URI providerUrl,
        @NotBlank String providerApiKey,
        @NotBlank String webhookSecret,
        @DefaultValue("PT1S") Duration connectTimeout,
        @DefaultValue("PT3S") Duration readTimeout) {}
