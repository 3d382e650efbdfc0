package dev.evently.booking.payment.web;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/** The body of {@code POST /api/v1/bookings/{id}/payment}. */
record PaymentRequest(@NotNull @Valid Method method) {

    /** What the buyer pays with: a token that the provider gave for it. */
    record Method(
            @NotNull @Pattern(regexp = "card", message = "must be card")
            String type,

            @NotNull @Pattern(regexp = "[\\x21-\\x7E]{1,200}", message = "must be a token of the payment provider")
            String token) {}
}
