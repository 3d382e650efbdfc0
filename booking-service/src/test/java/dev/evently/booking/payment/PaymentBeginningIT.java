package dev.evently.booking.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evently.booking.Answer;
import dev.evently.booking.BoxOffice;
import dev.evently.booking.Gate;
import dev.evently.booking.OnOffer.ProductOnOffer;
import dev.evently.booking.booking.BookingId;
import dev.evently.booking.booking.Bookings;
import dev.evently.booking.payment.StubProvider.Behaviour;
import dev.evently.booking.sharding.ShardId;
import dev.evently.booking.sharding.Shards;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Payments of one shard that begin in one transaction: each has its own answer and its own failure. */
@PaidBookingTest
class PaymentBeginningIT {

    private static final String INSERT = "INSERT INTO payment";

    @Autowired
    BoxOffice office;

    @Autowired
    Cashier cashier;

    @Autowired
    Shards shards;

    @Autowired
    Bookings bookings;

    @Autowired
    Payments payments;

    @Autowired
    PayForBooking payForBooking;

    @Autowired
    JdbcClient jdbc;

    private Customer customer;
    private Gate gate;

    @BeforeEach
    void build() {
        customer = new Customer(office, cashier);
        gate = new Gate(shard(), shards, jdbc);
    }

    @AfterEach
    void stop() {
        gate.close();
    }

    @Test
    void beginsWhatWaitedTogetherAndAnswersEachForItself() throws Exception {
        BookingId first = customer.hold();
        BookingId one = customer.hold();
        BookingId twice = customer.hold();
        BookingId free = customer.hold(ProductOnOffer.of(10).at(0));
        BookingId cancelled = customer.hold();
        assertThat(office.cancel(customer.id, cancelled.value()).status()).isEqualTo(200);
        UUID stranger = UUID.randomUUID();
        String key = "one and the same";
        Behaviour pend = Behaviour.PEND_FOR_GOOD;
        gate.bar("payment");
        IntSupplier waiting = () -> payForBooking.waiting(shard());

        List<Future<Answer>> answers = gate.together(
                INSERT,
                waiting,
                List.of(
                        () -> customer.pay(first, "first", pend),
                        () -> customer.pay(one, "one", pend),
                        () -> customer.pay(twice, key, pend),
                        () -> customer.pay(twice, key, pend),
                        () -> customer.pay(twice, key, Behaviour.SUCCEED),
                        () -> customer.pay(twice, "another", pend),
                        () -> customer.pay(free, "free", pend),
                        () -> customer.pay(free, "free", pend),
                        () -> cashier.pay(stranger, one.value(), "stranger", pend.token()),
                        () -> customer.pay(cancelled, "cancelled", pend)));

        for (int begun : List.of(0, 1, 2)) {
            assertThat(answers.get(begun).get().status()).isEqualTo(202);
        }
        assertThat(answers.get(3).get().problem()).isEqualTo("idempotency-in-flight");
        assertThat(answers.get(4).get().problem()).isEqualTo("idempotency-key-reused");
        assertThat(answers.get(5).get().problem()).isEqualTo("payment-in-flight");
        for (int paid : List.of(6, 7)) {
            assertThat(answers.get(paid)
                            .get()
                            .body()
                            .path("booking")
                            .path("status")
                            .asString())
                    .isEqualTo("CONFIRMED");
        }
        assertThat(answers.get(8).get().status()).isEqualTo(404);
        assertThat(answers.get(9).get().problem()).isEqualTo("booking-cancelled");
        assertThat(customer.tickets(free)).isEqualTo(1);
        assertThat(attempts(twice)).hasSize(1);
        assertThat(beginnings(one)).isEqualTo(beginnings(twice)).isEqualTo(beginnings(free));
        assertThat(beginnings(first)).isNotEqualTo(beginnings(one));
    }

    @Test
    void beginsWhileSomebodyElseHasOneOfTheBookings() throws Exception {
        BookingId first = customer.hold();
        BookingId one = customer.hold();
        BookingId kept = customer.hold();
        BookingId two = customer.hold();
        gate.bar("payment");
        try (Gate other = new Gate(shard(), shards, jdbc)) {
            other.keep(() -> bookings.lock(kept));

            List<Future<Answer>> answers = gate.together(
                    INSERT,
                    () -> payForBooking.waiting(shard()),
                    Stream.of(first, one, kept, two)
                            .<Callable<Answer>>map(booking -> () -> customer.pay(booking, Behaviour.PEND_FOR_GOOD))
                            .toList());

            for (int begun : List.of(0, 1, 3)) {
                assertThat(answers.get(begun).get(10, TimeUnit.SECONDS).status())
                        .isEqualTo(202);
            }
            assertThat(answers.get(2).isDone()).isFalse();
            other.open();
            assertThat(answers.get(2).get().status()).isEqualTo(202);
        }
        assertThat(attempts(kept)).hasSize(1);
    }

    @Test
    void refusesAtOnceWhenTooManyWait() throws Exception {
        BookingId first = customer.hold();
        BookingId other = customer.hold();
        gate.bar("payment");
        Future<Answer> leader = gate.submit(() -> customer.pay(first, Behaviour.SUCCEED));
        gate.awaitSomebody(INSERT);
        PayForBooking.Order order = new PayForBooking.Order(
                other, UUID.randomUUID(), "key", new PaymentProvider.Method("card", "tok_succeed"), null);
        List<Future<PayForBooking.Result>> line = Stream.generate(() -> gate.submit(() -> payForBooking.pay(order)))
                .limit(SettlePayment.WAITING)
                .toList();
        await().until(() -> payForBooking.waiting(shard()) == SettlePayment.WAITING);

        Answer refused = customer.pay(other, Behaviour.SUCCEED);

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.problem()).isEqualTo("unavailable");
        assertThat(refused.headers().getFirst("Retry-After")).isEqualTo("2");
        gate.open();
        assertThat(leader.get().status()).isEqualTo(200);
        for (Future<PayForBooking.Result> waited : line) {
            assertThat(waited.get()).isInstanceOf(PayForBooking.Result.Unknown.class);
        }
        assertThat(customer.pay(other, Behaviour.SUCCEED).status()).isEqualTo(200);
    }

    @Test
    void beginsOthersWhileTheFirstWaitsForItsBooking() throws Exception {
        BookingId kept = customer.hold();
        BookingId other = customer.hold();
        gate.keep(() -> bookings.lock(kept));

        Future<Answer> first = gate.submit(() -> customer.pay(kept, Behaviour.SUCCEED));
        gate.awaitSomebody("SELECT * FROM booking");
        Future<Answer> second = gate.submit(() -> customer.pay(other, Behaviour.SUCCEED));

        assertThat(second.get(10, TimeUnit.SECONDS).status()).isEqualTo(200);
        assertThat(first.isDone()).isFalse();
        gate.open();
        assertThat(first.get().status()).isEqualTo(200);
    }

    private ShardId shard() {
        return shards.shardOf(Customer.FIRST_BUCKET);
    }

    private List<Payment> attempts(BookingId booking) {
        return shards.inTransaction(
                booking.bucket(), () -> payments.ofBookings(Set.of(booking)).getOrDefault(booking, List.of()));
    }

    /** When the booking's payments began: the payments of a round begin at one moment. */
    private List<Instant> beginnings(BookingId booking) {
        return attempts(booking).stream()
                .map(payment -> payment.terms().createdAt())
                .toList();
    }
}
