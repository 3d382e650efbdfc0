package dev.evently.sandbox.webhook;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where webhooks go and how patiently.
 *
 * @param url the merchant's endpoint
 * @param secret the key of the signature, shared with the merchant
 * @param firstRetry the pause after a first failure; it doubles with each further one
 * @param longestRetry the pause is never longer than this
 * @param connectTimeout how long to wait for a connection
 * @param readTimeout how long to wait for an answer
 */
@ConfigurationProperties("evently.sandbox.webhook")
@Validated
record WebhookSettings(
        @NotNull URI url,
        @NotBlank String secret,
        @DefaultValue("PT0.5S") Duration firstRetry,
        @DefaultValue("PT30S") Duration longestRetry,
        @DefaultValue("PT2S") Duration connectTimeout,
        @DefaultValue("PT10S") Duration readTimeout) {

    /** The pause after that many failed attempts, counted from 1. */
    Duration retryAfter(int attempts) {
        Duration pause = firstRetry.multipliedBy(1L << Math.min(attempts - 1, 20));
        return pause.compareTo(longestRetry) < 0 ? pause : longestRetry;
    }
}
