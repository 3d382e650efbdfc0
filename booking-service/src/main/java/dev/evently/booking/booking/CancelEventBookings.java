package dev.evently.booking.booking;

import dev.evently.booking.inventory.SaleEvents;
import dev.evently.booking.sharding.Bucket;
import dev.evently.booking.sharding.ShardId;
import dev.evently.booking.sharding.Shards;
import jakarta.inject.Named;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Cancels all bookings of cancelled events, one transaction each. It can stop anywhere and go on later, in any instance:
 * what is left to do is read from the bookings themselves.
 */
@Named
public class CancelEventBookings {

    private static final int EVENTS = 20;
    private static final int BATCH = 100;

    private final Shards shards;
    private final SaleEvents saleEvents;
    private final Bookings bookings;
    private final CancelBooking cancelBooking;

    CancelEventBookings(Shards shards, SaleEvents saleEvents, Bookings bookings, CancelBooking cancelBooking) {
        this.shards = shards;
        this.saleEvents = saleEvents;
        this.bookings = bookings;
        this.cancelBooking = cancelBooking;
    }

    public void sweep(ShardId shard) {
        List<UUID> events = shards.inTransaction(shard, () -> saleEvents.windingUp(shards.bucketsOf(shard), EVENTS));
        events.forEach(this::windUp);
    }

    /** No booking can be added meanwhile: the event's quotas were closed in the transaction that cancelled it. */
    private void windUp(UUID eventId) {
        Bucket bucket = Bucket.ofEvent(eventId);
        List<BookingId> open = shards.inTransaction(bucket, () -> bookings.openOf(bucket, eventId, BATCH));
        while (!open.isEmpty()) {
            open.forEach(booking -> cancelBooking.cancel(booking, Set.of(), CancelReason.EVENT_CANCELLED));
            open = shards.inTransaction(bucket, () -> bookings.openOf(bucket, eventId, BATCH));
        }
        shards.inTransaction(bucket, () -> saleEvents.woundUp(bucket, eventId));
    }
}
