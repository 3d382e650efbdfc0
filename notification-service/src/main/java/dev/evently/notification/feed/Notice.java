package dev.evently.notification.feed;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a notification tells. The components are the {@code data} that clients see. */
public sealed interface Notice {

    UUID eventId();

    record BookingConfirmed(UUID bookingId, UUID eventId, int places, long total, String currency) implements Notice {}

    /**
     * Some or all places of a booking were cancelled.
     *
     * @param places how many, by this step
     * @param whole whether nothing of the booking is left
     * @param reason {@code BUYER}, {@code EVENT_CANCELLED} or {@code ORGANIZER}
     */
    record BookingCancelled(
            UUID bookingId,
            UUID eventId,
            int places,
            boolean whole,
            String reason,
            @Nullable Money refund) implements Notice {}

    record BookingExpired(UUID bookingId, UUID eventId) implements Notice {}

    record PaymentRefunded(UUID bookingId, UUID eventId, Money refund) implements Notice {}

    record WaitlistOffered(
            UUID entryId, UUID eventId, UUID productId, int quantity, UUID bookingId, Instant offerExpiresAt)
            implements Notice {}

    record WaitlistOfferExpired(UUID entryId, UUID eventId, UUID productId, int quantity) implements Notice {}

    /**
     * An amount.
     *
     * @param amount in minor units of the currency
     * @param currency ISO 4217 code
     */
    record Money(long amount, String currency) {}
}
