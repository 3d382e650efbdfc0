package dev.evently.booking.inventory;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import dev.evently.booking.seat.SeatState;
import dev.evently.booking.seat.Seats;
import dev.evently.booking.sharding.Bucket;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Moves places and keeps the account of it, in the caller's transaction on the event's shard.
 *
 * <p>A movement over several quotas locks them in the {@link LockOrder}. A transaction that moves places of several events
 * locks the quotas of all of them before the numbered seats of any, and these event by event: so no two movements wait for
 * each other in a circle.
 */
@Named
public class Ledger {

    private final Quotas quotas;
    private final Seats seats;

    Ledger(Quotas quotas, Seats seats) {
        this.quotas = quotas;
        this.seats = seats;
    }

    /** Writes what was taken from the stocks of events, in whatever order these come. */
    public void hold(Collection<Stock> stocks, Instant at) {
        List<Places> held =
                stocks.stream().flatMap(stock -> stock.taken().stream()).toList();
        if (!held.isEmpty()) {
            quotas.hold(movements(held));
            moveSeatsOfEach(held, SeatState.FREE, SeatState.HELD);
            append(held, LedgerReason.HELD, LedgerEntry.Change::hold, at);
        }
    }

    /** Turns held places of bookings into sold ones, whatever events they are of. */
    public void sell(List<Places> sold, Instant at) {
        quotas.sell(movements(sold));
        moveSeatsOfEach(sold, SeatState.HELD, SeatState.SOLD);
        append(sold, LedgerReason.SOLD, LedgerEntry.Change::sell, at);
    }

    /** What moves in each quota, all bookings added up. */
    private static List<Quotas.Movement> movements(List<Places> moved) {
        SortedMap<Quotas.Movement, Quotas.Movement> sums = new TreeMap<>(LockOrder.MOVEMENTS);
        moved.stream()
                .flatMap(places -> places.byQuota().entrySet().stream()
                        .map(quota -> new Quotas.Movement(
                                places.bucket(), places.eventId(), quota.getKey(), quota.getValue())))
                .forEach(movement -> sums.merge(movement, movement, Quotas.Movement::and));
        return List.copyOf(sums.values());
    }

    private void append(
            List<Places> moved, LedgerReason reason, Function<Integer, LedgerEntry.Change> change, Instant at) {
        quotas.append(moved.stream()
                .flatMap(places -> places.byQuota().entrySet().stream()
                        .map(quota -> entry(places, quota.getKey(), reason, change.apply(quota.getValue()), at)))
                .toList());
    }

    /** Keeps others from moving the quotas of these places, for who moves places of several events one by one. */
    public void lock(List<Places> ofOneBucket) {
        byEvent(ofOneBucket)
                .forEach((event, places) -> quotas.lock(places.getFirst().bucket(), event, quotasOf(places)));
    }

    private static SortedMap<UUID, List<Places>> byEvent(List<Places> places) {
        return places.stream()
                .collect(groupingBy(Places::eventId, () -> new TreeMap<>(LockOrder.IDS), Collectors.toList()));
    }

    private static Set<UUID> quotasOf(List<Places> ofOneEvent) {
        return ofOneEvent.stream()
                .flatMap(places -> places.byQuota().keySet().stream())
                .collect(toSet());
    }

    /**
     * Gives the held places of some bookings of one event back. True when they are on sale again, false when the event no
     * longer sells any.
     */
    public boolean releaseHeld(List<Places> ofOneEvent, LedgerReason reason, Instant at) {
        return release(ofOneEvent, reason, SeatState.HELD, Quota::releaseHeld, at);
    }

    /** Gives sold places back. True when they are on sale again, false when the event no longer sells any. */
    public boolean releaseSold(Places places, LedgerReason reason, Instant at) {
        return release(List.of(places), reason, SeatState.SOLD, Quota::releaseSold, at);
    }

    private boolean release(
            List<Places> ofOneEvent,
            LedgerReason reason,
            SeatState seatsWere,
            BiFunction<Quota, Integer, Quota> giveBack,
            Instant at) {
        Bucket bucket = ofOneEvent.getFirst().bucket();
        UUID event = ofOneEvent.getFirst().eventId();
        if (ofOneEvent.stream().anyMatch(places -> !places.eventId().equals(event))) {
            throw new IllegalArgumentException("These places belong to several events");
        }
        Set<UUID> touched = quotasOf(ofOneEvent);
        List<LedgerEntry> entries = new ArrayList<>();
        boolean onSale = true;
        List<Quota> locked = quotas.lock(bucket, event, touched);
        if (locked.size() != touched.size()) {
            throw new IllegalStateException("A quota that places were taken from is gone");
        }
        for (Quota quota : locked) {
            Quota now = quota;
            for (Places places : ofOneEvent) {
                Integer count = places.byQuota().get(quota.id());
                if (count != null) {
                    Quota after = giveBack.apply(now, count);
                    entries.add(entry(places, quota.id(), reason, LedgerEntry.Change.between(now, after), at));
                    now = after;
                }
            }
            quotas.update(bucket, event, now);
            onSale &= !now.closed();
        }
        moveSeats(ofOneEvent, seatsWere, onSale ? SeatState.FREE : SeatState.BLOCKED);
        quotas.append(entries);
        return onSale;
    }

    private void moveSeatsOfEach(List<Places> ofEvents, SeatState from, SeatState to) {
        byEvent(ofEvents).values().forEach(ofOneEvent -> moveSeats(ofOneEvent, from, to));
    }

    /** Costs nothing where no seat is numbered. */
    private void moveSeats(List<Places> ofOneEvent, SeatState from, SeatState to) {
        Map<UUID, UUID> holders = new HashMap<>();
        ofOneEvent.forEach(places -> places.seats().forEach(seat -> holders.put(seat, places.bookingId())));
        if (!holders.isEmpty()) {
            Places any = ofOneEvent.getFirst();
            seats.move(any.bucket(), any.eventId(), from, to, holders);
        }
    }

    private static LedgerEntry entry(
            Places places, UUID quota, LedgerReason reason, LedgerEntry.Change change, Instant at) {
        return new LedgerEntry(places.bucket(), places.eventId(), quota, places.bookingId(), reason, change, at);
    }
}
