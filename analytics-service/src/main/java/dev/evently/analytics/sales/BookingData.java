package dev.evently.analytics.sales;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What this service reads of the events about bookings and their money. */
sealed interface BookingData {

    UUID bookingId();

    UUID eventId();

    /** {@code BookingCreated}. */
    record Held(UUID bookingId, UUID eventId, UUID buyerId, String currency, Instant createdAt)
            implements BookingData {}

    /** {@code BookingConfirmed}. */
    record Confirmed(
            UUID bookingId,
            UUID eventId,
            UUID buyerId,
            List<Item> items,
            long total,
            String currency,
            UUID paymentId,
            Instant confirmedAt)
            implements BookingData {}

    /**
     * {@code BookingCancelled}.
     *
     * @param items those cancelled by this step
     * @param refund what is owed for them; null when nothing was paid
     */
    record Cancelled(
            UUID bookingId,
            UUID eventId,
            List<Item> items,
            @Nullable Refund refund) implements BookingData {}

    /** {@code PaymentRefunded}. */
    record Refunded(UUID refundId, UUID paymentId, UUID bookingId, UUID eventId, long amount) implements BookingData {}

    record Item(UUID id) {}

    record Refund(UUID id, long amount) {}
}
