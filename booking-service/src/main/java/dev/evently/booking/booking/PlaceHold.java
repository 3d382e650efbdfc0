package dev.evently.booking.booking;

import static java.util.stream.Collectors.toUnmodifiableMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.evently.booking.combining.Combiner;
import dev.evently.booking.combining.CombiningSettings;
import dev.evently.booking.inventory.Inventory;
import dev.evently.booking.inventory.Ledger;
import dev.evently.booking.inventory.SaleEvent;
import dev.evently.booking.inventory.SaleEvents;
import dev.evently.booking.inventory.Stock;
import dev.evently.booking.seat.FreeSeats;
import dev.evently.booking.seat.Seat;
import dev.evently.booking.seat.Seats;
import dev.evently.booking.sharding.Bucket;
import dev.evently.booking.sharding.ShardId;
import dev.evently.booking.sharding.ShardUnavailableException;
import dev.evently.booking.sharding.ShardedIds;
import dev.evently.booking.sharding.Shards;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Takes places from sale for a while: the ledger, the booking and its event are written in one transaction on the event's
 * shard.
 *
 * <p>Requests are combined twice. Those for one event that come while others of it are served go together, in the order they
 * came; and what events of one shard have to serve while a transaction is under way there shares the next one. Such a
 * transaction waits for no event whose places somebody else is moving: that event tries again with the next one, and then waits
 * in a transaction of its own, as a few of a shard may at the same time.
 */
@Named
public class PlaceHold {

    /** How many requests for one event share a transaction at most: it must not keep the event's quotas for long. */
    private static final int TOGETHER = 250;

    /** How many requests wait for one event at most, a second's worth or so. */
    static final int WAITING = 3_000;

    /** How many requests for events of one shard share a transaction at most. */
    private static final int OF_SHARD_TOGETHER = 1_000;

    /** How often an event is tried beside others before it waits for whoever moves its places. */
    private static final int TRIES = 2;

    /** How many events of a shard wait like that at the same time: far fewer than the shard has connections. */
    private static final int ALONE = 3;

    private final Shards shards;
    private final ShardedIds ids;
    private final SaleEvents saleEvents;
    private final Seats seats;
    private final Ledger ledger;
    private final Bookings bookings;
    private final BookingEvents events;
    private final Clock clock;
    private final Duration pace;
    private final Combiner<UUID, HoldRequest, Result> ofEvent;
    private final Combiner<ShardId, HoldRound.Crowd, Optional<List<Result>>> ofShard;
    private final Map<ShardId, Semaphore> alone;

    PlaceHold(
            Shards shards,
            ShardedIds ids,
            SaleEvents saleEvents,
            Seats seats,
            Ledger ledger,
            Bookings bookings,
            BookingEvents events,
            CombiningSettings settings,
            Clock clock) {
        this.shards = shards;
        this.ids = ids;
        this.saleEvents = saleEvents;
        this.seats = seats;
        this.ledger = ledger;
        this.bookings = bookings;
        this.events = events;
        this.clock = clock;
        this.pace = settings.pace();
        this.ofEvent = new Combiner<>(
                (event, requests) -> placeForEvent(new HoldRound.Crowd(event, requests)),
                TOGETHER,
                WAITING,
                ShardUnavailableException.class::isInstance,
                Duration.ZERO);
        this.ofShard = new Combiner<>(
                (shard, crowds) -> shards.inTransaction(shard, () -> placeTogether(crowds, saleEvents::lockFree)),
                OF_SHARD_TOGETHER,
                WAITING,
                ShardUnavailableException.class::isInstance,
                pace,
                crowd -> crowd.requests().size());
        this.alone = shards.all().stream().collect(toUnmodifiableMap(shard -> shard, shard -> new Semaphore(ALONE)));
    }

    public Result place(HoldRequest request) {
        return ofEvent.submit(request.eventId(), request).orElseGet(Result.TooManyWait::new);
    }

    /** How many requests wait for the event's next round now. */
    int waiting(UUID eventId) {
        return ofEvent.waiting(eventId);
    }

    /** How many events wait for the shard's next transaction now. */
    int waiting(ShardId shard) {
        return ofShard.waiting(shard);
    }

    private List<Result> placeForEvent(HoldRound.Crowd crowd) {
        ShardId shard = shards.shardOf(crowd.bucket());
        Semaphore permits = Objects.requireNonNull(alone.get(shard));
        for (int tried = 1; ; tried++) {
            Optional<Optional<List<Result>>> answered = ofShard.submit(shard, crowd);
            if (answered.isEmpty()) {
                return crowd.requests().stream()
                        .<Result>map(refused -> new Result.TooManyWait())
                        .toList();
            }
            if (answered.get().isPresent()) {
                return answered.get().get();
            }
            if (tried >= TRIES && permits.tryAcquire()) {
                try {
                    return placeAlone(crowd);
                } finally {
                    permits.release();
                }
            }
            LockSupport.parkNanos(pace.toNanos());
        }
    }

    /** Waits for whoever moves the event's places. */
    private List<Result> placeAlone(HoldRound.Crowd crowd) {
        Function<Set<UUID>, SaleEvents.Locked> waiting = one -> saleEvents
                .lock(crowd.bucket(), crowd.eventId())
                .map(SaleEvents.Locked::of)
                .orElse(SaleEvents.Locked.NONE);
        return shards.inTransaction(crowd.bucket(), () -> placeTogether(List.of(crowd), waiting))
                .getFirst()
                .orElseThrow();
    }

    /**
     * Serves some events of one shard.
     *
     * @return the answers of each; empty for an event that somebody else has locked
     */
    private List<Optional<List<Result>>> placeTogether(
            List<HoldRound.Crowd> crowds, Function<Set<UUID>, SaleEvents.Locked> locking) {
        Set<IdempotencyKey> claimed = bookings.claim(crowds.stream()
                .flatMap(crowd -> crowd.requests().stream())
                .map(HoldRequest::key)
                .collect(toUnmodifiableSet()));
        HoldRound round = new HoldRound(ids, clock.instant(), claimed, bookings.findByKeys(claimed));
        List<HoldRound.Crowd> buying = round.buying(crowds);
        SaleEvents.Locked locked = buying.isEmpty()
                ? SaleEvents.Locked.NONE
                : locking.apply(buying.stream().map(HoldRound.Crowd::eventId).collect(toUnmodifiableSet()));
        buying.forEach(
                crowd -> locked.inventory(crowd.eventId()).ifPresent(inventory -> sell(crowd, inventory, round)));
        List<Optional<List<Result>>> answers = crowds.stream()
                .map(crowd -> locked.busy().contains(crowd.eventId())
                        ? Optional.<List<Result>>empty()
                        : Optional.of(round.answer(crowd)))
                .toList();
        ledger.hold(round.stocks(), round.now());
        bookings.insert(round.placed());
        events.publishAll(round.happened());
        return answers;
    }

    private void sell(HoldRound.Crowd crowd, Inventory inventory, HoldRound round) {
        Bucket bucket = crowd.bucket();
        Map<UUID, Integer> placesOfBuyers = inventory.event().maxPerBuyer() == null
                ? Map.of()
                : bookings.openPlaces(bucket, crowd.eventId(), crowd.buyers());
        round.sell(new Stock(inventory, () -> freeSeats(bucket, crowd.eventId())), placesOfBuyers);
    }

    private FreeSeats freeSeats(Bucket bucket, UUID eventId) {
        return new FreeSeats(seats.current(bucket, eventId).orElseThrow());
    }

    /** What became of a request. */
    public sealed interface Result {

        record Placed(Booking.Held booking) implements Result {}

        /** The request had been carried out before; this is its booking as it is now. */
        record Repeated(Booking booking) implements Result {}

        /** The key belongs to a request that asked for something else. */
        record KeyReused() implements Result {}

        /** The first request with this key has not been answered yet. */
        record InFlight() implements Result {}

        /** So many wait already that this request was not even looked at. */
        record TooManyWait() implements Result {}

        record UnknownEvent() implements Result {}

        /** The event is cancelled or has begun. */
        record NotOnSale(SaleEvent.Status status) implements Result {}

        /** Lines that can never be held, whatever is left. */
        record Invalid(List<Flaw> flaws) implements Result {}

        /**
         * The buyer would have more places of the event than one may.
         *
         * @param held how many they hold and have bought
         */
        record BuyerLimit(int limit, int held) implements Result {}

        /** Too few places, with the number that is left of each product asked for. */
        record SoldOut(Map<UUID, Integer> left) implements Result {}

        /** Seats that were asked for by name and are not free. */
        record SeatsTaken(List<Seat> seats) implements Result {}

        /** What is wrong with one line, counted from zero. */
        sealed interface Flaw {

            int line();

            record NoSuchProduct(int line) implements Flaw {}

            record TooMany(int line, int maxPerBooking) implements Flaw {}

            /** Seats are named of a product that has none. */
            record NotSeated(int line) implements Flaw {}

            /** The n-th seat, counted from zero, is none of the event. */
            record NoSuchSeat(int line, int seat) implements Flaw {}

            /** The n-th seat is not of those that the product sells. */
            record OtherCategory(int line, int seat) implements Flaw {}

            /** The n-th seat has been named before. */
            record NamedTwice(int line, int seat) implements Flaw {}
        }
    }
}
