package dev.evently.sandbox.payment;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How slow the sandbox is.
 *
 * @param pendingFor how long a {@code tok_pending} intent stays pending
 * @param lateBy how long after its {@code expiresAt} a {@code tok_late} intent succeeds
 * @param unansweredFor how long a {@code tok_timeout} request is left hanging; longer than any client should wait
 * @param truthAfter how long after a {@code tok_timeout} request the webhook that tells its outcome is sent
 */
@ConfigurationProperties("evently.sandbox.intents")
record IntentSettings(
        @DefaultValue("PT1S") Duration pendingFor,
        @DefaultValue("PT3S") Duration lateBy,
        @DefaultValue("PT60S") Duration unansweredFor,
        @DefaultValue("PT4S") Duration truthAfter) {}
