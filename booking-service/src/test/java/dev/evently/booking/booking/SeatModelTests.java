package dev.evently.booking.booking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.booking.Halls;
import dev.evently.booking.inventory.BlockSeats;
import dev.evently.booking.seat.BookedSeat;
import dev.evently.booking.seat.SeatLayout;
import dev.evently.booking.seat.SeatState;
import dev.evently.booking.sharding.Bucket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever happens to the seats of a sale, in whatever order, each is as a model has it, and so are the counts. */
class SeatModelTests {

    private static final ExtendHold.Rule RULE = new ExtendHold.Rule(Shop.TTL, 2, Duration.ofMinutes(25));

    /** One thing that somebody does; {@code which} and {@code number} pick among what there is to do it to. */
    private record Step(Kind kind, int which, int number) {}

    private enum Kind {
        HOLD_NAMED,
        HOLD_BEST,
        REPEAT,
        EXTEND,
        PAY,
        CANCEL,
        CANCEL_ONE,
        WAIT,
        EXPIRE,
        BLOCK,
        FREE,
        CALL_OFF
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        Arbitrary<Kind> kinds = Arbitraries.frequency(
                Tuple.of(5, Kind.HOLD_NAMED),
                Tuple.of(8, Kind.HOLD_BEST),
                Tuple.of(2, Kind.REPEAT),
                Tuple.of(2, Kind.EXTEND),
                Tuple.of(6, Kind.PAY),
                Tuple.of(3, Kind.CANCEL),
                Tuple.of(4, Kind.CANCEL_ONE),
                Tuple.of(2, Kind.WAIT),
                Tuple.of(2, Kind.EXPIRE),
                Tuple.of(3, Kind.BLOCK),
                Tuple.of(2, Kind.FREE),
                Tuple.of(1, Kind.CALL_OFF));
        return Combinators.combine(
                        kinds,
                        Arbitraries.integers().between(0, 99),
                        Arbitraries.integers().between(1, 14))
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    @Property(tries = 1_500)
    void seatsArePlain(@ForAll("histories") List<Step> history) {
        Run run = new Run();
        history.forEach(run::take);
    }

    /** The real use cases beside the model: a state for each seat, and a list of bookings. */
    private static final class Run {

        private final Shop shop = new Shop(Halls.of(
                Halls.row("A", Halls.run(1, 3), Halls.gap(), Halls.accessible("w"), Halls.companion("c", "w")),
                Halls.row("B", Halls.run(1, 5)),
                Halls.row("C", Halls.run(1, 4), Halls.gap(), Halls.run(5, 2))));
        private final SeatLayout layout =
                shop.seats.current(new Bucket(0), shop.event.id()).orElseThrow().layout();
        private final List<UUID> seats =
                layout.seats().stream().map(seat -> seat.id()).toList();
        private final Map<UUID, SeatState> model = seats.stream()
                .collect(Collectors.toMap(seat -> seat, seat -> SeatState.FREE, (a, b) -> a, HashMap::new));
        private final Map<UUID, UUID> holders = new HashMap<>();
        private final List<Modelled> bookings = new ArrayList<>();
        private boolean calledOff;
        private long version = 1;

        /** What the model knows of a booking: how to ask for it again, and which of its seats it still has. */
        private static final class Modelled {

            private final String key;
            private final HoldRequest.Line line;
            private final Booking.Held first;
            private final Set<UUID> seats;
            private SeatState state = SeatState.HELD;

            Modelled(String key, HoldRequest.Line line, Booking.Held first) {
                this.key = key;
                this.line = line;
                this.first = first;
                this.seats = first.items().stream().map(BookingItem::seatId).collect(Collectors.toSet());
            }
        }

        void take(Step step) {
            switch (step.kind()) {
                case HOLD_NAMED ->
                    hold(new HoldRequest.Line(shop.product.id(), some(step).size(), some(step)));
                case HOLD_BEST -> hold(new HoldRequest.Line(shop.product.id(), 1 + step.number() % 6));
                case REPEAT -> any(step.which(), this::repeat);
                case EXTEND ->
                    any(
                            step.which(),
                            booking -> shop.extendHold.extend(
                                    booking.first.id(), booking.first.terms().buyerId(), RULE));
                case PAY -> any(step.which(), this::pay);
                case CANCEL -> any(step.which(), booking -> cancel(booking, Set.copyOf(booking.first.items())));
                case CANCEL_ONE ->
                    any(
                            step.which(),
                            booking ->
                                    cancel(booking, Set.of(booking.first.items().getFirst())));
                case WAIT -> shop.clock.advance(Duration.ofMinutes(step.number()));
                case EXPIRE -> expire();
                case BLOCK -> block(some(step), true);
                case FREE -> block(some(step), false);
                case CALL_OFF -> callOff(step);
            }
            assertModel(step);
        }

        /** One to three seats, which may be anywhere. */
        private List<UUID> some(Step step) {
            Set<UUID> some = new HashSet<>();
            for (int n = 0; n < 1 + step.number() % 3; n++) {
                some.add(seats.get((step.which() + n * step.number()) % seats.size()));
            }
            return List.copyOf(some);
        }

        private void hold(HoldRequest.Line line) {
            String key = UUID.randomUUID().toString();
            boolean possible = line.seats().isEmpty()
                    ? count(SeatState.FREE) >= line.quantity()
                    : line.seats().stream().allMatch(seat -> model.get(seat) == SeatState.FREE);
            PlaceHold.Result result = shop.hold(key, line);
            if (calledOff) {
                assertThat(result).isInstanceOf(PlaceHold.Result.NotOnSale.class);
            } else if (possible) {
                Modelled booking = new Modelled(key, line, ((PlaceHold.Result.Placed) result).booking());
                assertThat(booking.seats).hasSize(line.quantity()).allMatch(seat -> model.get(seat) == SeatState.FREE);
                if (line.seats().isEmpty()) {
                    assertSpares(booking);
                } else {
                    assertThat(booking.seats).containsExactlyInAnyOrderElementsOf(line.seats());
                }
                bookings.add(booking);
                move(booking.seats, SeatState.HELD, booking);
            } else {
                assertThat(result)
                        .isInstanceOf(
                                line.seats().isEmpty()
                                        ? PlaceHold.Result.SoldOut.class
                                        : PlaceHold.Result.SeatsTaken.class);
            }
        }

        /** Nobody is sent to the accessible seat or its companion's while there are enough others. */
        private void assertSpares(Modelled booking) {
            Set<String> special = Set.of("w", "c");
            long others = seats.stream()
                    .filter(seat -> model.get(seat) == SeatState.FREE)
                    .filter(seat -> !special.contains(
                            layout.seat(seat).orElseThrow().name().number()))
                    .count();
            if (others >= booking.seats.size()) {
                assertThat(booking.first.items())
                        .extracting(BookingItem::seat)
                        .extracting(BookedSeat::name)
                        .noneMatch(name -> special.contains(name.number()));
            }
        }

        private void repeat(Modelled booking) {
            assertThat(shop.hold(booking.key, booking.line))
                    .isInstanceOfSatisfying(
                            PlaceHold.Result.Repeated.class,
                            repeated -> assertThat(repeated.booking().id()).isEqualTo(booking.first.id()));
        }

        private void pay(Modelled booking) {
            boolean lapsed = lapsed(booking);
            ConfirmBooking.Result result = shop.pay(booking.first);
            if (booking.state == SeatState.HELD) {
                assertThat(result instanceof ConfirmBooking.Result.Confirmed).isEqualTo(!lapsed);
                if (lapsed) {
                    release(booking, booking.seats);
                } else {
                    move(booking.seats, SeatState.SOLD, booking);
                    booking.state = SeatState.SOLD;
                }
            } else {
                assertThat(result).isNotInstanceOf(ConfirmBooking.Result.Confirmed.class);
            }
        }

        private void cancel(Modelled booking, Set<BookingItem> items) {
            CancelBooking.Result result = shop.cancelBooking.cancel(
                    booking.first.id(),
                    items.stream().map(BookingItem::id).collect(Collectors.toSet()),
                    CancelReason.BUYER);
            if (result instanceof CancelBooking.Result.Cancelled) {
                release(booking, items.stream().map(BookingItem::seatId).collect(Collectors.toSet()));
            }
        }

        private void expire() {
            bookings.stream()
                    .filter(booking -> booking.state == SeatState.HELD && lapsed(booking))
                    .forEach(booking -> release(booking, booking.seats));
            shop.expireBookings.sweep(shop.shards.all().getFirst());
        }

        private void block(List<UUID> some, boolean blocked) {
            BlockSeats.Result result =
                    shop.desk.blockSeats().block(shop.event.id(), some, blocked, UUID.randomUUID(), true);
            boolean taken = some.stream().anyMatch(holders::containsKey);
            if (calledOff) {
                assertThat(result).isInstanceOf(BlockSeats.Result.Closed.class);
            } else if (blocked && taken) {
                assertThat(result).isInstanceOf(BlockSeats.Result.Taken.class);
            } else {
                assertThat(result).isInstanceOf(BlockSeats.Result.Done.class);
                some.stream()
                        .filter(seat -> !holders.containsKey(seat))
                        .forEach(seat -> model.put(seat, blocked ? SeatState.BLOCKED : SeatState.FREE));
            }
        }

        /** Rarely, for nothing is sold afterwards. */
        private void callOff(Step step) {
            if (step.number() == 1) {
                calledOff = true;
                shop.desk.keepInventory().close(shop.cancelledEvent());
                model.replaceAll((seat, state) -> state == SeatState.FREE ? SeatState.BLOCKED : state);
            }
        }

        private void any(int which, Consumer<Modelled> move) {
            if (!bookings.isEmpty()) {
                move.accept(bookings.get(which % bookings.size()));
            }
        }

        private void move(Set<UUID> some, SeatState state, Modelled booking) {
            some.forEach(seat -> {
                model.put(seat, state);
                holders.put(seat, booking.first.id().value());
            });
        }

        private void release(Modelled booking, Set<UUID> some) {
            Set<UUID> leaving = new HashSet<>(booking.seats);
            leaving.retainAll(some);
            leaving.forEach(seat -> {
                model.put(seat, calledOff ? SeatState.BLOCKED : SeatState.FREE);
                holders.remove(seat);
            });
            booking.seats.removeAll(leaving);
            if (booking.seats.isEmpty()) {
                booking.state = SeatState.FREE;
            }
        }

        private boolean lapsed(Modelled booking) {
            return shop.bookings.find(booking.first.id()).orElseThrow() instanceof Booking.Held held
                    && held.lapsed(shop.now());
        }

        private int count(SeatState state) {
            return (int) model.values().stream().filter(state::equals).count();
        }

        private void assertModel(Step step) {
            for (UUID seat : seats) {
                assertThat(shop.seats.stateOf(seat)).as("after %s", step).isEqualTo(model.get(seat));
                assertThat(shop.seats.holderOf(seat))
                        .as("after %s", step)
                        .isEqualTo(Optional.ofNullable(holders.get(seat)));
            }
            assertThat(shop.figures())
                    .as("after %s", step)
                    .isEqualTo(List.of(
                            count(SeatState.FREE),
                            count(SeatState.HELD),
                            count(SeatState.SOLD),
                            count(SeatState.BLOCKED)));
            assertThat(shop.quotas.unbalanced(Set.of(new Bucket(0)))).isZero();
            long newest = shop.seats
                    .current(new Bucket(0), shop.event.id())
                    .orElseThrow()
                    .version();
            assertThat(newest).isGreaterThanOrEqualTo(version);
            version = newest;
        }
    }
}
