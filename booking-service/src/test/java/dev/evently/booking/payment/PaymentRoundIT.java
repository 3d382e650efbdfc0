package dev.evently.booking.payment;

import static dev.evently.booking.payment.Customer.PRICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evently.booking.BoxOffice;
import dev.evently.booking.Gate;
import dev.evently.booking.booking.Booking;
import dev.evently.booking.booking.BookingId;
import dev.evently.booking.booking.Bookings;
import dev.evently.booking.booking.Money;
import dev.evently.booking.booking.PaymentId;
import dev.evently.booking.payment.PaymentProvider.Answer.Captured;
import dev.evently.booking.payment.SettlePayment.News;
import dev.evently.booking.payment.SettlePayment.Settled;
import dev.evently.booking.payment.StubProvider.Behaviour;
import dev.evently.booking.sharding.ShardId;
import dev.evently.booking.sharding.Shards;
import dev.evently.testing.KafkaProbe;
import dev.evently.testing.MutableClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** News of payments of one shard that share a transaction: each has its own answer and its own failure. */
@PaidBookingTest
class PaymentRoundIT {

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
    SettlePayment settlePayment;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MutableClock clock;

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
        clock.reset();
    }

    @Test
    void settlesWhatWaitedTogetherAndAnswersEachForItself() throws Exception {
        BookingId late = customer.hold();
        Payment.Terms lateOne = pend(late);
        clock.advance(Duration.ofMinutes(9));
        Payment.Terms first = pend(customer.hold());
        BookingId twice = customer.hold();
        String declinedId = customer.pay(twice, Behaviour.DECLINE).text("paymentId");
        Payment.Terms declined = terms(twice, declinedId);
        Payment.Terms paid = pend(twice);
        Payment.Terms wrong = pend(customer.hold());
        Payment.Terms one = pend(customer.hold());
        Payment.Terms two = pend(customer.hold());
        gate.keep(locking(first), () -> bookings.lock(late));
        clock.advance(Duration.ofMinutes(2));

        List<Future<Optional<Settled>>> answers = settleTogether(
                captured(first, PRICE),
                captured(one, PRICE),
                captured(lateOne, PRICE),
                captured(paid, PRICE),
                captured(declined, PRICE),
                captured(wrong, PRICE + 1),
                captured(two, PRICE),
                captured(two, PRICE));

        for (int sold : List.of(0, 1, 3, 6, 7)) {
            Settled settled = answers.get(sold).get().orElseThrow();
            assertThat(settled.payment()).isInstanceOf(Payment.Captured.class);
            assertThat(settled.booking()).isInstanceOfSatisfying(Booking.Confirmed.class, confirmed -> {
                assertThat(confirmed.payment()).isEqualTo(settled.payment().id());
                assertThat(refunds(confirmed.id())).hasSize(confirmed.id().equals(twice) ? 1 : 0);
                assertThat(customer.tickets(confirmed.id())).isEqualTo(1);
            });
        }
        assertThat(booked(answers.get(2))).isInstanceOf(Booking.Expired.class);
        assertThat(refunds(late)).containsExactly("LATE_CAPTURE " + PRICE);
        assertThat(booked(answers.get(4)))
                .isInstanceOfSatisfying(
                        Booking.Confirmed.class,
                        confirmed -> assertThat(confirmed.payment()).isEqualTo(paid.id()));
        assertThat(refunds(twice)).containsExactly("SECOND_PAYMENT " + PRICE);
        assertThat(booked(answers.get(5))).isInstanceOf(Booking.Held.class);
        assertThat(refunds(wrong.booking())).containsExactly("WRONG_AMOUNT " + (PRICE + 1));

        // The reconciler may have had one of them at that moment, which is settled apart then.
        assertThat(transactions(one, paid, two)).hasSizeLessThan(3);
        assertThat(transactions(first)).isNotEqualTo(transactions(one));
        assertThat(transactions(lateOne)).isNotEqualTo(transactions(one));
        assertThat(paidWithoutTicket()).isZero();
    }

    @Test
    void failsOnlyWhatCannotBeWritten() throws Exception {
        Payment.Terms first = pend(customer.hold());
        Payment.Terms one = pend(customer.hold());
        Payment.Terms bad = pend(customer.hold());
        Payment.Terms two = pend(customer.hold());
        gate.keep(locking(first));

        List<Future<Optional<Settled>>> answers = settleTogether(
                captured(first, PRICE),
                captured(one, PRICE),
                new News(bad, new Captured("no text of a database: \u0000", new Money(PRICE, "EUR")), null),
                captured(two, PRICE));

        for (int sold : List.of(0, 1, 3)) {
            assertThat(booked(answers.get(sold))).isInstanceOf(Booking.Confirmed.class);
        }
        assertThatThrownBy(() -> answers.get(2).get()).hasMessageContaining("Unicode");
        assertThat(office.booking(customer.id, bad.booking().value()).text("status"))
                .isEqualTo("HELD");
        assertThat(settlePayment.settle(captured(bad, PRICE)).orElseThrow().booking())
                .isInstanceOf(Booking.Confirmed.class);
        assertThat(paidWithoutTicket()).isZero();
    }

    @Test
    void settlesWhileSomebodyElseHasOneOfTheBookings() throws Exception {
        Payment.Terms first = pend(customer.hold());
        Payment.Terms one = pend(customer.hold());
        Payment.Terms kept = pend(customer.hold());
        Payment.Terms two = pend(customer.hold());
        gate.keep(locking(first));
        try (Gate other = new Gate(shard(), shards, jdbc)) {
            other.keep(() -> bookings.lock(kept.booking()));

            List<Future<Optional<Settled>>> answers = settleTogether(
                    captured(first, PRICE), captured(one, PRICE), captured(kept, PRICE), captured(two, PRICE));

            for (int sold : List.of(0, 1, 3)) {
                Settled settled = answers.get(sold).get(10, TimeUnit.SECONDS).orElseThrow();
                assertThat(settled.booking()).isInstanceOf(Booking.Confirmed.class);
            }
            assertThat(answers.get(2).isDone()).isFalse();
            other.open();
            assertThat(booked(answers.get(2))).isInstanceOf(Booking.Confirmed.class);
        }
        assertThat(paidWithoutTicket()).isZero();
    }

    @Test
    void settlesOthersWhileTheFirstWaitsForItsBooking() throws Exception {
        Payment.Terms kept = pend(customer.hold());
        Payment.Terms other = pend(customer.hold());
        gate.keep(() -> bookings.lock(kept.booking()));

        Future<Optional<Settled>> first = gate.submit(() -> settlePayment.settle(captured(kept, PRICE)));
        gate.awaitSomebody("SELECT * FROM booking");
        Future<Optional<Settled>> second = gate.submit(() -> settlePayment.settle(captured(other, PRICE)));

        assertThat(second.get(10, TimeUnit.SECONDS).orElseThrow().booking()).isInstanceOf(Booking.Confirmed.class);
        assertThat(first.isDone()).isFalse();
        gate.open();
        assertThat(booked(first)).isInstanceOf(Booking.Confirmed.class);
    }

    @Test
    void tellsOfEachInTheTraceOfItsOwnRequest() throws Exception {
        Payment.Terms first = pend(customer.hold());
        Payment.Terms one = pend(customer.hold());
        Payment.Terms two = pend(customer.hold());
        gate.keep(locking(first));
        try (KafkaProbe paid = KafkaProbe.on("evently.payments");
                KafkaProbe sold = KafkaProbe.on("evently.bookings")) {

            List<Future<Optional<Settled>>> answers = settleTogether(
                    captured(first, PRICE), inTrace(captured(one, PRICE)), inTrace(captured(two, PRICE)));

            for (int sale : List.of(1, 2)) {
                Settled settled = answers.get(sale).get().orElseThrow();
                String booking = settled.booking().id().value().toString();
                var _ = paid.awaitType(
                        "dev.evently.payment.PaymentCaptured.v1",
                        settled.payment().id().value().toString());
                var _ = sold.awaitType("dev.evently.booking.BookingConfirmed.v1", booking);
                assertThat(traces(paid, booking))
                        .contains(traceOf(settled.payment().terms()));
                assertThat(traces(sold, booking))
                        .contains(traceOf(settled.payment().terms()));
            }
        }
    }

    /** Begins a payment that the provider does not decide. */
    private Payment.Terms pend(BookingId booking) {
        return terms(booking, customer.pay(booking, Behaviour.PEND_FOR_GOOD).text("paymentId"));
    }

    private Payment.Terms terms(BookingId booking, String payment) {
        return shards.inTransaction(
                booking.bucket(),
                () -> payments.find(booking.bucket(), new PaymentId(UUID.fromString(payment)))
                        .orElseThrow()
                        .terms());
    }

    private static News captured(Payment.Terms terms, long amount) {
        return new News(terms, new Captured("pi_" + terms.id().value(), new Money(amount, "EUR")), null);
    }

    private static News inTrace(News news) {
        return new News(news.payment(), news.answer(), traceOf(news.payment()));
    }

    private static String traceOf(Payment.Terms terms) {
        return "00-" + terms.id().value().toString().replace("-", "") + "-b7ad6b7169203331-01";
    }

    private static List<String> traces(KafkaProbe probe, String booking) {
        return probe.records().stream()
                .filter(seen -> booking.equals(seen.key()))
                .map(seen -> seen.headers().lastHeader("traceparent"))
                .filter(Objects::nonNull)
                .map(header -> new String(header.value(), StandardCharsets.UTF_8))
                .toList();
    }

    private ShardId shard() {
        return shards.shardOf(Customer.FIRST_BUCKET);
    }

    /** Keeps a round from writing that the payment is captured; whoever looks for due payments passes it over. */
    private Runnable locking(Payment.Terms payment) {
        return () -> jdbc.sql("SELECT id FROM payment WHERE bucket = ? AND id = ? FOR UPDATE")
                .params(payment.bucket().value(), payment.id().value())
                .query(UUID.class)
                .single();
    }

    private List<Future<Optional<Settled>>> settleTogether(News... news) throws Exception {
        List<Callable<Optional<Settled>>> tasks = new ArrayList<>();
        for (News told : news) {
            tasks.add(() -> settlePayment.settle(told));
        }
        return gate.together("UPDATE payment", () -> settlePayment.waiting(shard()), tasks);
    }

    private static Booking booked(Future<Optional<Settled>> answer) throws Exception {
        return answer.get().orElseThrow().booking();
    }

    private List<String> refunds(BookingId booking) {
        return shards.inTransaction(
                booking.bucket(),
                () -> jdbc.sql("SELECT reason || ' ' || amount FROM refund WHERE bucket = ? AND booking_id = ?")
                        .params(booking.bucket().value(), booking.value())
                        .query(String.class)
                        .list());
    }

    /** The transactions that wrote the bookings, payments and quotas as they are. */
    private Set<String> transactions(Payment.Terms... written) {
        Set<String> found = new TreeSet<>();
        for (Payment.Terms terms : written) {
            Map<String, Object> keys = Map.of(
                    "bucket", terms.bucket().value(),
                    "booking", terms.booking().value(),
                    "payment", terms.id().value());
            found.addAll(shards.inTransaction(
                    terms.bucket(),
                    () -> jdbc.sql("""
                    SELECT b.xmin::text FROM booking b WHERE b.bucket = :bucket AND b.id = :booking
                    UNION ALL SELECT p.xmin::text FROM payment p WHERE p.bucket = :bucket AND p.id = :payment
                    UNION ALL SELECT t.xmin::text FROM ticket t WHERE t.bucket = :bucket AND t.booking_id = :booking
                    """).params(keys).query(String.class).list()));
        }
        return found;
    }

    private long paidWithoutTicket() {
        return shards.inTransaction(
                shard(),
                () -> payments.paidWithoutTicket(
                        shards.bucketsOf(shard()), clock.instant().minus(Duration.ofDays(1))));
    }
}
