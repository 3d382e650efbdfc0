package dev.evently.booking.booking;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.evently.booking.booking.PlaceHold.Result;
import dev.evently.booking.inventory.Inventory;
import dev.evently.booking.inventory.Product;
import dev.evently.booking.inventory.SaleEvent;
import dev.evently.booking.inventory.Stock;
import dev.evently.booking.seat.BookedSeat;
import dev.evently.booking.seat.Seat;
import dev.evently.booking.sharding.Bucket;
import dev.evently.booking.sharding.ShardedIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
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

/**
 * The requests for holds of one transaction, answered one after another, each as the one before has left things. Nothing is
 * read or written here, except seats when they are first asked for.
 */
final class HoldRound {

    private final ShardedIds ids;
    private final Instant now;
    private final Set<IdempotencyKey> claimed;
    private final Map<IdempotencyKey, Bookings.Keyed> known;
    private final Map<UUID, Sale> sales = new HashMap<>();
    private final List<Bookings.Keyed> placed = new ArrayList<>();
    private final List<BookingEvent.Held> happened = new ArrayList<>();

    /**
     * @param claimed the keys that this transaction has claimed; requests under others are in flight elsewhere
     * @param known the bookings that were made under some of them before
     */
    HoldRound(ShardedIds ids, Instant now, Set<IdempotencyKey> claimed, Map<IdempotencyKey, Bookings.Keyed> known) {
        this.ids = ids;
        this.now = now;
        this.claimed = Set.copyOf(claimed);
        this.known = new HashMap<>(known);
    }

    /** Requests for one event, in the order they came. */
    record Crowd(UUID eventId, List<HoldRequest> requests) {

        Bucket bucket() {
            return Bucket.ofEvent(eventId);
        }

        Set<UUID> buyers() {
            return requests.stream().map(HoldRequest::buyerId).collect(toUnmodifiableSet());
        }
    }

    /** What an event sells in this transaction, and how many places of it each limited buyer has. */
    private record Sale(Stock stock, Map<UUID, Integer> placesOfBuyers) {}

    /** The crowds in which somebody asks for places for the first time. */
    List<Crowd> buying(List<Crowd> crowds) {
        return crowds.stream()
                .filter(crowd -> crowd.requests().stream()
                        .map(HoldRequest::key)
                        .anyMatch(key -> claimed.contains(key) && !known.containsKey(key)))
                .toList();
    }

    /**
     * Puts an event on sale in this transaction.
     *
     * @param placesOfBuyers how many places buyers have, if the event limits that
     */
    void sell(Stock stock, Map<UUID, Integer> placesOfBuyers) {
        sales.put(stock.inventory().event().id(), new Sale(stock, new HashMap<>(placesOfBuyers)));
    }

    List<Result> answer(Crowd crowd) {
        return crowd.requests().stream().map(this::answer).toList();
    }

    Instant now() {
        return now;
    }

    /** The events' stocks with what was taken from them. */
    Collection<Stock> stocks() {
        return sales.values().stream().map(Sale::stock).toList();
    }

    List<Bookings.Keyed> placed() {
        return Collections.unmodifiableList(placed);
    }

    List<BookingEvent.Held> happened() {
        return Collections.unmodifiableList(happened);
    }

    private Result answer(HoldRequest request) {
        if (!claimed.contains(request.key())) {
            return new Result.InFlight();
        }
        Bookings.Keyed earlier = known.get(request.key());
        return earlier == null ? hold(request) : repeat(earlier, request);
    }

    private static Result repeat(Bookings.Keyed earlier, HoldRequest request) {
        return earlier.fingerprint().equals(request.fingerprint())
                ? new Result.Repeated(earlier.booking())
                : new Result.KeyReused();
    }

    private Result hold(HoldRequest request) {
        Sale sale = sales.get(request.eventId());
        if (sale == null) {
            return new Result.UnknownEvent();
        }
        Inventory inventory = sale.stock().inventory();
        if (!inventory.event().onSale(now)) {
            return new Result.NotOnSale(inventory.event().status());
        }
        SeatChoice seatChoice = new SeatChoice(inventory, request, sale.stock());
        List<Result.Flaw> flaws = flaws(inventory, request);
        flaws.addAll(seatChoice.flaws());
        if (!flaws.isEmpty()) {
            return new Result.Invalid(flaws);
        }
        Integer limit = inventory.event().maxPerBuyer();
        int has = sale.placesOfBuyers().getOrDefault(request.buyerId(), 0);
        if (limit != null && request.places() > limit - has) {
            return new Result.BuyerLimit(limit, has);
        }
        List<Seat> seatsTaken = seatChoice.taken();
        if (!seatsTaken.isEmpty()) {
            return new Result.SeatsTaken(seatsTaken);
        }
        return seatChoice
                .choose()
                .flatMap(chosen -> take(sale, request, chosen))
                .orElseGet(() -> new Result.SoldOut(left(inventory, request)));
    }

    private Optional<Result> take(Sale sale, HoldRequest request, Map<UUID, Queue<Seat>> chosen) {
        Inventory inventory = sale.stock().inventory();
        Bucket bucket = request.key().bucket();
        List<BookingItem> items = items(bucket, inventory, request, chosen);
        BookingId id = new BookingId(ids.next(bucket));
        Booking.Held held = new Booking.Held(terms(id, inventory.event(), request), items);
        if (!sale.stock().take(held.places(items))) {
            return Optional.empty();
        }
        Bookings.Keyed keyed = new Bookings.Keyed(request.key(), request.fingerprint(), held);
        known.put(request.key(), keyed);
        placed.add(keyed);
        sale.placesOfBuyers().merge(request.buyerId(), items.size(), Integer::sum);
        happened.add(new BookingEvent.Held(held, request.traceparent()));
        return Optional.of(new Result.Placed(held));
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

    private Booking.Terms terms(BookingId id, SaleEvent event, HoldRequest request) {
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
}
