package dev.evently.booking.booking;

import dev.evently.booking.inventory.SaleEvents;
import dev.evently.booking.sharding.Bucket;
import dev.evently.booking.sharding.ShardId;
import dev.evently.booking.sharding.Shards;
import dev.evently.platform.messaging.OwnTrace;
import jakarta.inject.Named;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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

    /** Winds up what is to be wound up on a shard. A booking that cannot be cancelled does not keep others from it. */
    public void sweep(ShardId shard) {
        List<UUID> events = shards.inTransaction(shard, () -> saleEvents.windingUp(shards.bucketsOf(shard), EVENTS));
        Attempts attempts = new Attempts();
        events.forEach(event -> attempts.attempt(() -> OwnTrace.during("cancel bookings", () -> windUp(event))));
        attempts.rethrow();
    }

    /** No booking can be added meanwhile: the event's quotas were closed in the transaction that cancelled it. */
    private void windUp(UUID eventId) {
        Bucket bucket = Bucket.ofEvent(eventId);
        Attempts attempts = new Attempts();
        List<BookingId> open = open(bucket, eventId, null);
        while (!open.isEmpty()) {
            open.forEach(booking ->
                    attempts.attempt(() -> cancelBooking.cancel(booking, Set.of(), CancelReason.EVENT_CANCELLED)));
            open = open(bucket, eventId, open.getLast());
        }
        attempts.rethrow();
        shards.inTransaction(bucket, () -> saleEvents.woundUp(bucket, eventId));
    }

    private List<BookingId> open(Bucket bucket, UUID eventId, @Nullable BookingId after) {
        return shards.inTransaction(bucket, () -> bookings.openOf(bucket, eventId, after, BATCH));
    }
}
