package dev.evently.booking.payment.sandbox;

import dev.evently.booking.booking.Money;
import dev.evently.booking.payment.PaymentProvider.Answer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A payment intent as the provider describes it, in answers and webhooks alike; any part may be missing. */
record Intent(
        @Nullable String id,
        @Nullable String status,
        @Nullable Long amount,
        @Nullable String currency,
        @Nullable String reference,
        @Nullable String declineReason) {

    private static final int LONGEST_REASON = 100;

    /** What it means; {@link Answer.Unknown} when it makes no sense. */
    Answer answer() {
        if (id == null || id.isBlank() || status == null) {
            return new Answer.Unknown();
        }
        return switch (status) {
            case "succeeded" ->
                amount == null || amount < 0 || currency == null || currency.length() != 3
                        ? new Answer.Unknown()
                        : new Answer.Captured(id, new Money(amount, currency.toUpperCase(Locale.ROOT)));
            case "pending" -> new Answer.Pending(id);
            case "declined" -> new Answer.Declined(reason());
            case "canceled" -> new Answer.Cancelled();
            default -> new Answer.Unknown();
        };
    }

    private String reason() {
        if (declineReason == null || declineReason.isBlank()) {
            return "declined";
        }
        return declineReason.length() <= LONGEST_REASON ? declineReason : declineReason.substring(0, LONGEST_REASON);
    }
}
