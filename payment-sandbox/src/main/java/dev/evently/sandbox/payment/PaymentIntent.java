package dev.evently.sandbox.payment;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A merchant's wish to be paid, and what has become of it; also its shape on the wire.
 *
 * @param amount minor units of the currency
 * @param refunded how much of the amount has gone back, in minor units
 * @param reference the merchant's own name for the payment; several intents may share one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PaymentIntent(
        String id,
        IntentStatus status,
        long amount,
        long refunded,
        String currency,
        String reference,
        @Nullable String declineReason,
        Instant createdAt,
        @JsonIgnore SandboxToken token) {}
