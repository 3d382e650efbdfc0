package dev.evently.booking.booking;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.evently.booking.inventory.Ledger;
import dev.evently.booking.inventory.LedgerReason;
import dev.evently.booking.inventory.LockOrder;
import dev.evently.booking.inventory.Places;
import dev.evently.booking.sharding.Bucket;
import dev.evently.booking.sharding.ShardId;
import dev.evently.booking.sharding.Shards;
import dev.evently.platform.messaging.OwnTrace;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ends holds whose time is over and gives their places back. Any number of instances may sweep at once, and it does not
 * matter how long none did.
 */
@Named
public class ExpireBookings {

    private static final int BATCH = 200;

    private final Shards shards;
    private final Bookings bookings;
    private final Ledger ledger;
    private final BookingEvents events;
    private final Clock clock;

    ExpireBookings(Shards shards, Bookings bookings, Ledger ledger, BookingEvents events, Clock clock) {
        this.shards = shards;
        this.bookings = bookings;
        this.ledger = ledger;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Expires what is due on a shard now. A hold that cannot be expired does not keep others from it.
     *
     * @return how many holds this call ended
     */
    public int sweep(ShardId shard) {
        int ended = 0;
        int endedLast;
        do {
            endedLast = sweepBatch(shard);
            ended += endedLast;
        } while (endedLast == BATCH);
        return ended;
    }

    private int sweepBatch(ShardId shard) {
        List<BookingId> due =
                shards.inTransaction(shard, () -> bookings.due(shards.bucketsOf(shard), clock.instant(), BATCH));
        AtomicInteger ended = new AtomicInteger();
        Attempts attempts = new Attempts();
        due.stream().collect(groupingBy(BookingId::bucket)).forEach((bucket, ids) -> {
            boolean together = new Attempts().attempt(() -> ended.addAndGet(expireInOwnTrace(bucket, ids)));
            if (!together) {
                ids.forEach(id -> attempts.attempt(() -> ended.addAndGet(expireInOwnTrace(bucket, List.of(id)))));
            }
        });
        attempts.rethrow();
        return ended.get();
    }

    private int expireInOwnTrace(Bucket bucket, Collection<BookingId> ids) {
        return OwnTrace.during("expire holds", () -> expire(bucket, ids));
    }

    private int expire(Bucket bucket, Collection<BookingId> ids) {
        return shards.inTransaction(bucket, () -> {
            Instant now = clock.instant();
            List<Booking.Held> due = bookings.lockDue(bucket, ids, now);
            Collection<List<Booking.Held>> byEvent = due.stream()
                    .collect(groupingBy(held -> held.terms().eventId(), () -> new TreeMap<>(LockOrder.IDS), toList()))
                    .values();
            if (byEvent.size() > 1) {
                ledger.lock(placesOf(due));
            }
            byEvent.forEach(ofOneEvent -> expireAll(ofOneEvent, now));
            return due.size();
        });
    }

    /** Expires a hold that the running transaction has locked. */
    Booking.Expired expire(Booking.Held held, Instant now) {
        return expireAll(List.of(held), now).getFirst();
    }

    private List<Booking.Expired> expireAll(List<Booking.Held> ofOneEvent, Instant now) {
        List<Places> places = placesOf(ofOneEvent);
        List<Booking.Expired> expired =
                ofOneEvent.stream().map(held -> held.expire(now)).toList();
        bookings.expireAll(expired);
        boolean released = ledger.releaseHeld(places, LedgerReason.EXPIRED, now);
        events.publishAll(expired.stream()
                .map(booking -> new BookingEvent.Expired(booking, released))
                .toList());
        return expired;
    }

    private static List<Places> placesOf(List<Booking.Held> holds) {
        return holds.stream().map(held -> held.places(held.items())).toList();
    }
}
