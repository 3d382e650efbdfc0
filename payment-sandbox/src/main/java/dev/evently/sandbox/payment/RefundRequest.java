package dev.evently.sandbox.payment;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;

/** The body of {@code POST /v1/refunds}. */
record RefundRequest(
        @NotNull @Pattern(regexp = IntentRequest.PRINTABLE) String intentId,
        @NotNull @Positive Long amount,
        @NotNull @Pattern(regexp = IntentRequest.PRINTABLE) String reference) {}
