package dev.evently.booking.booking;

import dev.evently.booking.FakeDesks;
import dev.evently.booking.Halls;
import dev.evently.booking.combining.CombiningSettings;
import dev.evently.booking.inventory.BlockPlaces;
import dev.evently.booking.inventory.EventDescription;
import dev.evently.booking.inventory.EventDescription.WantedQuota;
import dev.evently.booking.inventory.InMemoryQuotas;
import dev.evently.booking.inventory.InMemorySaleEvents;
import dev.evently.booking.inventory.PlacesOpened;
import dev.evently.booking.inventory.Product;
import dev.evently.booking.inventory.SaleDesk;
import dev.evently.booking.inventory.SaleEvent;
import dev.evently.booking.seat.InMemorySeats;
import dev.evently.booking.seat.SeatLayout;
import dev.evently.booking.seat.SeatingPlan;
import dev.evently.booking.sharding.Bucket;
import dev.evently.booking.sharding.OneShard;
import dev.evently.booking.sharding.ShardedIds;
import dev.evently.booking.sharding.Shards;
import dev.evently.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All use cases of a booking around one event of ten places, without a database. */
final class Shop {

    static final Duration TTL = Duration.ofMinutes(10);

    final MutableClock clock = new MutableClock();
    final Shards shards = new OneShard();
    final ShardedIds ids = new ShardedIds(clock);
    final InMemoryQuotas quotas = new InMemoryQuotas();
    final InMemorySaleEvents saleEvents = new InMemorySaleEvents(quotas);
    final InMemorySeats seats = new InMemorySeats();
    final List<PlacesOpened> opened = new ArrayList<>();
    final SaleDesk desk = new SaleDesk(shards, saleEvents, quotas, seats, opened, clock);
    final InMemoryBookings bookings = new InMemoryBookings();
    final List<BookingEvent> events = new ArrayList<>();
    final FakeDesks.Tickets tickets = new FakeDesks.Tickets(ids);
    final FakeDesks.Refunds refunds = new FakeDesks.Refunds(ids);

    final PlaceHold placeHold = new PlaceHold(
            shards,
            ids,
            saleEvents,
            seats,
            desk.ledger(),
            bookings,
            events::add,
            new CombiningSettings(Duration.ZERO),
            clock);
    final ExpireBookings expireBookings = new ExpireBookings(shards, bookings, desk.ledger(), events::add, clock);
    final ConfirmBooking confirmBooking =
            new ConfirmBooking(bookings, desk.ledger(), tickets, events::add, expireBookings);
    final PaymentDesk paymentDesk = new PaymentDesk(shards, bookings, confirmBooking, clock);
    final CancelBooking cancelBooking =
            new CancelBooking(shards, bookings, saleEvents, desk.ledger(), tickets, refunds, events::add, clock);

    final ExtendHold extendHold = new ExtendHold(shards, bookings, clock);

    final CancelEventBookings cancelEventBookings =
            new CancelEventBookings(shards, saleEvents, bookings, cancelBooking);

    final SaleEvent event = new SaleEvent(
            UUID.randomUUID(),
            UUID.randomUUID(),
            1,
            SaleEvent.Status.ON_SALE,
            "Northern Lights Orchestra",
            null,
            clock.instant().plus(Duration.ofDays(90)),
            clock.instant().plus(Duration.ofDays(91)),
            ZoneOffset.UTC,
            "EUR",
            null);

    final UUID quota;
    final Product product;

    Shop() {
        quota = UUID.randomUUID();
        product = new Product(UUID.randomUUID(), "Standing", 4_500, 4, true, Set.of(quota), null);
        open(10, null);
    }

    /** A shop that sells the stalls of a hall. */
    Shop(SeatingPlan hall) {
        SeatLayout layout = SeatLayout.of(event.id(), hall);
        quota = SeatLayout.quotaOf(event.id(), Halls.STALLS);
        product = new Product(UUID.randomUUID(), "Stalls", 4_500, 10, true, Set.of(quota), quota);
        open(layout.countOf(quota), layout);
    }

    private void open(int capacity, @Nullable SeatLayout layout) {
        desk.keepInventory()
                .follow(new EventDescription(
                        event, List.of(product), List.of(new WantedQuota(quota, "Places", capacity)), layout));
    }

    /** Lets the organizer want another capacity, and another limit for each buyer. */
    void revise(long version, int capacity, @Nullable Integer maxPerBuyer) {
        SaleEvent newer = new SaleEvent(
                event.id(),
                event.organizerId(),
                version,
                event.status(),
                event.title(),
                null,
                event.startsAt(),
                event.endsAt(),
                event.timezone(),
                event.currency(),
                maxPerBuyer);
        desk.keepInventory()
                .follow(new EventDescription(
                        newer, List.of(product), List.of(new WantedQuota(quota, "Standing", capacity)), null));
    }

    SaleEvent cancelledEvent() {
        return new SaleEvent(
                event.id(),
                event.organizerId(),
                2,
                SaleEvent.Status.CANCELLED,
                event.title(),
                null,
                event.startsAt(),
                event.endsAt(),
                event.timezone(),
                event.currency(),
                event.maxPerBuyer());
    }

    BlockPlaces blockPlaces() {
        return desk.blockPlaces();
    }

    PlaceHold.Result hold(String key, int quantity) {
        return hold(key, product.id(), quantity);
    }

    PlaceHold.Result hold(String key, UUID productId, int quantity) {
        return hold(new UUID(0, 1), key, new HoldRequest.Line(productId, quantity));
    }

    PlaceHold.Result hold(String key, HoldRequest.Line line) {
        return hold(new UUID(0, 1), key, line);
    }

    PlaceHold.Result hold(UUID buyer, String key, UUID productId, int quantity) {
        return hold(buyer, key, new HoldRequest.Line(productId, quantity));
    }

    private PlaceHold.Result hold(UUID buyer, String key, HoldRequest.Line line) {
        IdempotencyKey named = new IdempotencyKey(Bucket.ofEvent(event.id()), "user", key);
        return placeHold.place(new HoldRequest(named, event.id(), buyer, List.of(line), TTL, null, null));
    }

    Booking.Held held(int quantity) {
        return ((PlaceHold.Result.Placed) hold(UUID.randomUUID().toString(), quantity)).booking();
    }

    Booking.Confirmed paid(int quantity) {
        return ((ConfirmBooking.Result.Confirmed) pay(held(quantity))).booking();
    }

    ConfirmBooking.Result pay(Booking booking) {
        return paymentDesk.confirm(booking.id(), new PaymentId(UUID.randomUUID()));
    }

    /** The figures of the one quota: available, held, sold, blocked. */
    List<Integer> figures() {
        return List.of(
                quotas.get(quota).available(),
                quotas.get(quota).held(),
                quotas.get(quota).sold(),
                quotas.get(quota).blocked());
    }

    Instant now() {
        return clock.instant();
    }
}
