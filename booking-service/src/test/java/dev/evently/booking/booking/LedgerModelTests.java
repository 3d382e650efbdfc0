package dev.evently.booking.booking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.booking.inventory.BlockPlaces;
import dev.evently.booking.sharding.Bucket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** Whatever happens to a sale, in whatever order, its counts are those of a model that anybody can follow. */
class LedgerModelTests {

    private static final ExtendHold.Rule RULE = new ExtendHold.Rule(Shop.TTL, 2, Duration.ofMinutes(25));

    /** One thing that somebody does; {@code which} picks among what there is to do it to. */
    private record Step(Kind kind, int which, int number) {}

    private enum Kind {
        HOLD,
        REPEAT,
        EXTEND,
        PAY,
        CANCEL,
        WAIT,
        EXPIRE,
        RESIZE,
        LIMIT,
        BLOCK
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        Arbitrary<Kind> kinds = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.just(Kind.HOLD)), Tuple.of(5, Arbitraries.of(Kind.class)));
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
    void countsArePlain(@ForAll("histories") List<Step> history) {
        Run run = new Run();
        history.forEach(run::take);
    }

    /** The real use cases beside the model: a list of bookings and three numbers. */
    private static final class Run {

        private final Shop shop = new Shop();
        private final BlockPlaces blockPlaces = shop.blockPlaces();
        private final List<Modelled> bookings = new ArrayList<>();
        private int wanted = 10;
        private @Nullable Integer limit;
        private int blocked;
        private long version = 1;

        /** What the model knows of a booking. */
        private static final class Modelled {

            private final String key;
            private final Booking.Held first;
            private State state = State.HELD;

            Modelled(String key, Booking.Held first) {
                this.key = key;
                this.first = first;
            }

            UUID buyer() {
                return first.terms().buyerId();
            }

            int places() {
                return first.items().size();
            }
        }

        private enum State {
            HELD,
            SOLD,
            GONE
        }

        void take(Step step) {
            switch (step.kind()) {
                case HOLD -> hold(new UUID(0, step.which() % 3), 1 + step.number() % 4);
                case REPEAT -> repeat(step.which());
                case EXTEND ->
                    any(
                            step.which(),
                            booking -> shop.extendHold.extend(
                                    booking.first.id(), booking.first.terms().buyerId(), RULE));
                case PAY -> any(step.which(), this::pay);
                case CANCEL -> any(step.which(), this::cancel);
                case WAIT -> shop.clock.advance(Duration.ofMinutes(step.number()));
                case EXPIRE -> expire();
                case RESIZE -> revise(step.number(), limit);
                case LIMIT -> revise(wanted, step.number() > 10 ? null : step.number());
                case BLOCK -> block(step.number());
            }
            assertModel(step);
        }

        private void hold(UUID buyer, int places) {
            String key = UUID.randomUUID().toString();
            PlaceHold.Result result = shop.hold(buyer, key, shop.product.id(), places);
            int has = bookings.stream()
                    .filter(booking ->
                            booking.state != State.GONE && booking.buyer().equals(buyer))
                    .mapToInt(Modelled::places)
                    .sum();
            if (limit != null && has + places > limit) {
                assertThat(result).isEqualTo(new PlaceHold.Result.BuyerLimit(limit, has));
            } else if (places <= available()) {
                bookings.add(new Modelled(key, ((PlaceHold.Result.Placed) result).booking()));
            } else {
                assertThat(result).isInstanceOf(PlaceHold.Result.SoldOut.class);
            }
        }

        private void repeat(int which) {
            any(
                    which,
                    booking -> assertThat(shop.hold(booking.buyer(), booking.key, shop.product.id(), booking.places()))
                            .isInstanceOfSatisfying(
                                    PlaceHold.Result.Repeated.class,
                                    repeated ->
                                            assertThat(repeated.booking().id()).isEqualTo(booking.first.id())));
        }

        private void pay(Modelled booking) {
            boolean lapsed = lapsed(booking);
            ConfirmBooking.Result result = shop.pay(booking.first);
            if (booking.state == State.HELD) {
                booking.state = lapsed ? State.GONE : State.SOLD;
                assertThat(result instanceof ConfirmBooking.Result.Confirmed).isEqualTo(!lapsed);
            } else {
                assertThat(result).isNotInstanceOf(ConfirmBooking.Result.Confirmed.class);
            }
        }

        private void cancel(Modelled booking) {
            CancelBooking.Result result = shop.cancelBooking.cancel(booking.first.id(), Set.of(), CancelReason.BUYER);
            if (result instanceof CancelBooking.Result.Cancelled) {
                booking.state = State.GONE;
            }
        }

        private void expire() {
            bookings.stream()
                    .filter(booking -> booking.state == State.HELD && lapsed(booking))
                    .forEach(booking -> booking.state = State.GONE);
            shop.expireBookings.sweep(shop.shards.all().getFirst());
        }

        private void revise(int capacity, @Nullable Integer maxPerBuyer) {
            int before = available();
            version++;
            wanted = capacity;
            limit = maxPerBuyer;
            shop.revise(version, capacity, maxPerBuyer);
            assertTold(available() - before);
        }

        private void block(int places) {
            int before = available();
            BlockPlaces.Result result = blockPlaces.block(shop.event.id(), shop.quota, places, UUID.randomUUID(), true);
            boolean fits = places - blocked <= available();
            assertThat(result instanceof BlockPlaces.Result.Done).isEqualTo(fits);
            if (fits) {
                blocked = places;
            }
            assertTold(available() - before);
        }

        /** Whoever waits is told of what the organizer opened, and of nothing else. */
        private void assertTold(int more) {
            assertThat(shop.opened.stream().map(told -> told.byProduct().get(shop.product.id())))
                    .isEqualTo(more > 0 ? List.of(more) : List.of());
            shop.opened.clear();
        }

        private void any(int which, Consumer<Modelled> move) {
            if (!bookings.isEmpty()) {
                move.accept(bookings.get(which % bookings.size()));
            }
        }

        private boolean lapsed(Modelled booking) {
            return shop.bookings.find(booking.first.id()).orElseThrow() instanceof Booking.Held held
                    && held.lapsed(shop.now());
        }

        private int count(State state) {
            return bookings.stream()
                    .filter(booking -> booking.state == state)
                    .mapToInt(Modelled::places)
                    .sum();
        }

        private int available() {
            return Math.max(0, wanted - count(State.HELD) - count(State.SOLD) - blocked);
        }

        private void assertModel(Step step) {
            assertThat(shop.figures())
                    .as("after %s", step)
                    .isEqualTo(List.of(available(), count(State.HELD), count(State.SOLD), blocked));
            assertThat(shop.quotas.unbalanced(Set.of(new Bucket(0)))).isZero();
        }
    }
}
