package dev.evently.booking.booking;

import static java.util.stream.Collectors.toMap;

import dev.evently.booking.inventory.Inventory;
import dev.evently.booking.inventory.Ledger;
import dev.evently.booking.inventory.Places;
import dev.evently.booking.inventory.Product;
import dev.evently.booking.inventory.SaleEvent;
import dev.evently.booking.inventory.SaleEvents;
import dev.evently.booking.sharding.Bucket;
import dev.evently.booking.sharding.ShardedIds;
import dev.evently.booking.sharding.Shards;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Takes places from sale for a while: the ledger, the booking and its event are written in one transaction on the event's
 * shard. A refusal is decided before anything is written.
 */
@Named
public class PlaceHold {

    /** How often places that were given back between a refusal and a second look are tried for. */
    private static final int ATTEMPTS = 3;

    private final Shards shards;
    private final ShardedIds ids;
    private final SaleEvents saleEvents;
    private final Ledger ledger;
    private final Bookings bookings;
    private final BookingEvents events;
    private final Clock clock;

    PlaceHold(
            Shards shards,
            ShardedIds ids,
            SaleEvents saleEvents,
            Ledger ledger,
            Bookings bookings,
            BookingEvents events,
            Clock clock) {
        this.shards = shards;
        this.ids = ids;
        this.saleEvents = saleEvents;
        this.ledger = ledger;
        this.bookings = bookings;
        this.events = events;
        this.clock = clock;
    }

    public Result place(HoldRequest request) {
        Bucket bucket = Bucket.ofEvent(request.eventId());
        return shards.inTransaction(bucket, () -> {
            if (!bookings.claim(bucket, request.key())) {
                return new Result.InFlight();
            }
            return bookings.findByKey(bucket, request.key())
                    .map(earlier -> repeat(earlier, request))
                    .orElseGet(() -> hold(bucket, request));
        });
    }

    private static Result repeat(Bookings.Keyed earlier, HoldRequest request) {
        return earlier.fingerprint().equals(request.fingerprint())
                ? new Result.Repeated(earlier.booking())
                : new Result.KeyReused();
    }

    private Result hold(Bucket bucket, HoldRequest request) {
        Instant now = clock.instant();
        BookingId id = new BookingId(ids.next(bucket));
        SortedMap<UUID, Integer> left = new TreeMap<>();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<Inventory> found = saleEvents.inventory(bucket, request.eventId());
            if (found.isEmpty()) {
                return new Result.UnknownEvent();
            }
            Inventory inventory = found.get();
            if (!inventory.event().onSale(now)) {
                return new Result.NotOnSale(inventory.event().status());
            }
            List<Result.Flaw> flaws = flaws(inventory, request);
            if (!flaws.isEmpty()) {
                return new Result.Invalid(flaws);
            }
            List<BookingItem> items = items(bucket, inventory, request);
            Booking.Held held = new Booking.Held(terms(id, inventory.event(), request, now), items);
            Places places = held.places(items);
            left = left(inventory, request);
            if (enough(inventory, places) && ledger.hold(places, now)) {
                bookings.insert(held, request.key(), request.fingerprint());
                events.publish(new BookingEvent.Held(held));
                return new Result.Placed(held);
            }
            if (!enough(inventory, places)) {
                break;
            }
        }
        return new Result.SoldOut(left);
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

    private List<BookingItem> items(Bucket bucket, Inventory inventory, HoldRequest request) {
        List<BookingItem> items = new ArrayList<>();
        request.quantities().forEach((productId, quantity) -> {
            Product product = inventory.product(productId).orElseThrow();
            for (long n = 0; n < quantity; n++) {
                ItemId id = new ItemId(ids.next(bucket));
                items.add(new BookingItem(id, productId, null, product.price(), product.quotaIds()));
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
                request.offerId());
    }

    private static boolean enough(Inventory inventory, Places places) {
        return inventory.quotas().stream()
                .allMatch(quota -> quota.available() >= places.byQuota().getOrDefault(quota.id(), 0));
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

        record UnknownEvent() implements Result {}

        /** The event is cancelled or has begun. */
        record NotOnSale(SaleEvent.Status status) implements Result {}

        /** Lines that can never be held, whatever is left. */
        record Invalid(List<Flaw> flaws) implements Result {}

        /** Too few places, with the number that is left of each product asked for. */
        record SoldOut(Map<UUID, Integer> left) implements Result {}

        /** What is wrong with one line, counted from zero. */
        sealed interface Flaw {

            int line();

            record NoSuchProduct(int line) implements Flaw {}

            record TooMany(int line, int maxPerBooking) implements Flaw {}
        }
    }
}
