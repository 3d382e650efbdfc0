package dev.evently.booking.booking;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.evently.booking.combining.Combiner;
import dev.evently.booking.inventory.Inventory;
import dev.evently.booking.inventory.Ledger;
import dev.evently.booking.inventory.Product;
import dev.evently.booking.inventory.SaleEvent;
import dev.evently.booking.inventory.SaleEvents;
import dev.evently.booking.inventory.Stock;
import dev.evently.booking.seat.BookedSeat;
import dev.evently.booking.seat.FreeSeats;
import dev.evently.booking.seat.Seat;
import dev.evently.booking.seat.Seats;
import dev.evently.booking.sharding.Bucket;
import dev.evently.booking.sharding.ShardUnavailableException;
import dev.evently.booking.sharding.ShardedIds;
import dev.evently.booking.sharding.Shards;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes places from sale for a while: the ledger, the booking and its event are written in one transaction on the event's
 * shard. Requests for one event that come while such a transaction is under way share the next one, in the order they came.
 */
@Named
public class PlaceHold {

    /** How many requests share a transaction at most: it must not keep the event's quotas for long. */
    private static final int TOGETHER = 250;

    /** How many requests wait for one event at most, a second's worth or so. */
    private static final int WAITING = 3_000;

    private final Shards shards;
    private final ShardedIds ids;
    private final SaleEvents saleEvents;
    private final Seats seats;
    private final Ledger ledger;
    private final Bookings bookings;
    private final BookingEvents events;
    private final Clock clock;
    private final Combiner<UUID, HoldRequest, Result> combiner;

    PlaceHold(
            Shards shards,
            ShardedIds ids,
            SaleEvents saleEvents,
            Seats seats,
            Ledger ledger,
            Bookings bookings,
            BookingEvents events,
            Clock clock) {
        this.shards = shards;
        this.ids = ids;
        this.saleEvents = saleEvents;
        this.seats = seats;
        this.ledger = ledger;
        this.bookings = bookings;
        this.events = events;
        this.clock = clock;
        this.combiner =
                new Combiner<>(this::placeTogether, TOGETHER, WAITING, ShardUnavailableException.class::isInstance);
    }

    public Result place(HoldRequest request) {
        return combiner.submit(request.eventId(), request).orElseGet(Result.TooManyWait::new);
    }

    private List<Result> placeTogether(UUID eventId, List<HoldRequest> requests) {
        Bucket bucket = Bucket.ofEvent(eventId);
        return shards.inTransaction(bucket, () -> {
            Set<IdempotencyKey> keys = requests.stream().map(HoldRequest::key).collect(toUnmodifiableSet());
            Set<IdempotencyKey> claimed = bookings.claim(bucket, keys);
            Round round = new Round(bucket, claimed, bookings.findByKeys(bucket, claimed));
            if (!round.known.keySet().containsAll(claimed)) {
                saleEvents
                        .lock(bucket, eventId)
                        .map(inventory -> new Stock(inventory, () -> freeSeats(bucket, eventId)))
                        .ifPresent(ofEvent -> round.sellFrom(ofEvent, requests));
            }
            List<Result> results = requests.stream().map(round::answer).toList();
            round.write();
            return results;
        });
    }

    private FreeSeats freeSeats(Bucket bucket, UUID eventId) {
        return new FreeSeats(seats.current(bucket, eventId).orElseThrow());
    }

    /** The requests of one transaction, answered one after another, each as the one before has left things. */
    private final class Round {

        private final Bucket bucket;
        private final Set<IdempotencyKey> claimed;
        private final Map<IdempotencyKey, Bookings.Keyed> known;
        private final List<Bookings.Keyed> placed = new ArrayList<>();
        private final List<BookingEvent.Held> happened = new ArrayList<>();
        private final Instant now = clock.instant();
        private final Map<UUID, Integer> placesOfBuyers = new HashMap<>();
        private @Nullable Stock stock;

        Round(Bucket bucket, Set<IdempotencyKey> claimed, Map<IdempotencyKey, Bookings.Keyed> known) {
            this.bucket = bucket;
            this.claimed = claimed;
            this.known = new HashMap<>(known);
        }

        void sellFrom(Stock ofEvent, List<HoldRequest> requests) {
            stock = ofEvent;
            SaleEvent event = ofEvent.inventory().event();
            if (event.maxPerBuyer() != null) {
                Set<UUID> buyers = requests.stream().map(HoldRequest::buyerId).collect(toUnmodifiableSet());
                placesOfBuyers.putAll(bookings.openPlaces(bucket, event.id(), buyers));
            }
        }

        Result answer(HoldRequest request) {
            if (!claimed.contains(request.key())) {
                return new Result.InFlight();
            }
            Bookings.Keyed earlier = known.get(request.key());
            return earlier == null ? hold(request) : repeat(earlier, request);
        }

        private Result hold(HoldRequest request) {
            Stock ofEvent = stock;
            if (ofEvent == null) {
                return new Result.UnknownEvent();
            }
            Inventory inventory = ofEvent.inventory();
            if (!inventory.event().onSale(now)) {
                return new Result.NotOnSale(inventory.event().status());
            }
            SeatChoice seatChoice = new SeatChoice(inventory, request, ofEvent);
            List<Result.Flaw> flaws = flaws(inventory, request);
            flaws.addAll(seatChoice.flaws());
            if (!flaws.isEmpty()) {
                return new Result.Invalid(flaws);
            }
            Integer limit = inventory.event().maxPerBuyer();
            int has = placesOfBuyers.getOrDefault(request.buyerId(), 0);
            if (limit != null && request.places() > limit - has) {
                return new Result.BuyerLimit(limit, has);
            }
            List<Seat> seatsTaken = seatChoice.taken();
            if (!seatsTaken.isEmpty()) {
                return new Result.SeatsTaken(seatsTaken);
            }
            return seatChoice
                    .choose()
                    .flatMap(chosen -> take(ofEvent, request, chosen))
                    .orElseGet(() -> new Result.SoldOut(left(inventory, request)));
        }

        private Optional<Result> take(Stock from, HoldRequest request, Map<UUID, Queue<Seat>> chosen) {
            Inventory inventory = from.inventory();
            BookingId id = new BookingId(ids.next(bucket));
            List<BookingItem> items = items(bucket, inventory, request, chosen);
            Booking.Held held = new Booking.Held(terms(id, inventory.event(), request, now), items);
            if (!from.take(held.places(items))) {
                return Optional.empty();
            }
            Bookings.Keyed keyed = new Bookings.Keyed(request.key(), request.fingerprint(), held);
            known.put(request.key(), keyed);
            placed.add(keyed);
            placesOfBuyers.merge(request.buyerId(), items.size(), Integer::sum);
            happened.add(new BookingEvent.Held(held, request.traceparent()));
            return Optional.of(new Result.Placed(held));
        }

        void write() {
            if (stock != null) {
                ledger.hold(stock, now);
            }
            bookings.insert(placed);
            events.publishAll(happened);
        }
    }

    private static Result repeat(Bookings.Keyed earlier, HoldRequest request) {
        return earlier.fingerprint().equals(request.fingerprint())
                ? new Result.Repeated(earlier.booking())
                : new Result.KeyReused();
    }

    private static List<Result.Flaw> flaws(Inventory inventory, HoldRequest request) {
        List<Result.Flaw> flaws = new ArrayList<>();
        SortedMap<UUID, Long> quantities = request.quantities();
        for (int line = 0; line < request.lines().size(); line++) {
            UUID productId = request.lines().get(line).productId();
            Optional<Product> product = inventory.product(productId).filter(Product::onSale);
            if (product.isEmpty()) {
                flaws.add(new Result.Flaw.NoSuchProduct(line));
            } else if (quantities.getOrDefault(productId, 0L) > product.get().maxPerBooking()) {
                flaws.add(new Result.Flaw.TooMany(line, product.get().maxPerBooking()));
            }
        }
        return flaws;
    }

    private List<BookingItem> items(
            Bucket bucket, Inventory inventory, HoldRequest request, Map<UUID, Queue<Seat>> chosen) {
        List<BookingItem> items = new ArrayList<>();
        request.quantities().forEach((productId, quantity) -> {
            Product product = inventory.product(productId).orElseThrow();
            for (long n = 0; n < quantity; n++) {
                ItemId id = new ItemId(ids.next(bucket));
                BookedSeat seat = product.seatQuota() == null
                        ? null
                        : BookedSeat.of(
                                Objects.requireNonNull(chosen.get(productId)).remove());
                items.add(new BookingItem(id, productId, seat, product.price(), product.quotaIds()));
            }
        });
        return items;
    }

    private static Booking.Terms terms(BookingId id, SaleEvent event, HoldRequest request, Instant now) {
        return new Booking.Terms(
                id,
                event.id(),
                event.organizerId(),
                request.buyerId(),
                event.currency(),
                now,
                now.plus(request.ttl()),
                0,
                request.offerId());
    }

    private static SortedMap<UUID, Integer> left(Inventory inventory, HoldRequest request) {
        return request.quantities().keySet().stream()
                .collect(toMap(
                        product -> product,
                        product -> inventory
                                .scarcest(inventory.product(product).orElseThrow())
                                .available(),
                        Math::min,
                        TreeMap::new));
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

        /** So many wait for the event already that this request was not even looked at. */
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
