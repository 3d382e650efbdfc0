package dev.evently.sandbox.payment;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /v1/payment-intents}. */
record IntentRequest(
        @NotNull @Positive Long amount,

        @NotNull @Pattern(regexp = "[A-Z]{3}", message = "must be an ISO 4217 code")
        String currency,

        @NotNull @Valid Method method,
        @NotNull @Pattern(regexp = PRINTABLE) String reference,

        @Nullable @Size(max = 20)
        Map<@Pattern(regexp = PRINTABLE) String, @NotNull @Pattern(regexp = TEXT) String> metadata,

        @Nullable Instant expiresAt) {

    static final String PRINTABLE = "[\\x21-\\x7E]{1,200}";
    private static final String TEXT = "[^\\p{Cc}\\p{Cs}]{0,500}";

    /** How it is to be paid; the sandbox takes cards only. */
    record Method(
            @NotNull @Pattern(regexp = "card", message = "must be card")
            String type,

            @NotNull @Pattern(regexp = PRINTABLE) String token) {}
}
