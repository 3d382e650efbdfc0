package dev.evently.booking.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.evently.booking.Answer;
import dev.evently.booking.BoxOffice;
import dev.evently.booking.OnOffer;
import dev.evently.booking.OnOffer.ProductOnOffer;
import dev.evently.booking.booking.Booking;
import dev.evently.booking.booking.BookingId;
import dev.evently.booking.booking.Bookings;
import dev.evently.booking.booking.Money;
import dev.evently.booking.booking.PaymentId;
import dev.evently.booking.payment.PaymentProvider.Answer.Captured;
import dev.evently.booking.payment.SettlePayment.News;
import dev.evently.booking.payment.SettlePayment.Settled;
import dev.evently.booking.payment.StubProvider.Behaviour;
import dev.evently.booking.sharding.Bucket;
import dev.evently.booking.sharding.ShardId;
import dev.evently.booking.sharding.Shards;
import dev.evently.testing.KafkaProbe;
import dev.evently.testing.MutableClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
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
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Payments of one shard that share a transaction: each has its own answer and its own failure. */
@PaidBookingTest
class PaymentRoundIT {

    private static final long PRICE = 4_500;

    private final UUID buyer = UUID.randomUUID();
    private int bucket = 17;

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
    SettlePayment settlePayment;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MutableClock clock;

    private Gate gate;

    @BeforeEach
    void build() {
        gate = new Gate(shard(), shards, bookings, jdbc);
    }

    @AfterEach
    void stop() {
        gate.close();
        clock.reset();
    }

    @Test
    void settlesWhatWaitedTogetherAndAnswersEachForItself() throws Exception {
        BookingId late = hold();
        Payment.Terms lateOne = pend(late);
        clock.advance(Duration.ofMinutes(9));
        Payment.Terms first = pend(hold());
        BookingId twice = hold();
        String declinedId = cashier.pay(buyer, twice.value(), Behaviour.DECLINE).text("paymentId");
        Payment.Terms declined = terms(twice, declinedId);
        Payment.Terms paid = pend(twice);
        Payment.Terms wrong = pend(hold());
        Payment.Terms one = pend(hold());
        Payment.Terms two = pend(hold());
        gate.keep(first.booking(), late);
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
                assertThat(cashier.tickets(buyer, confirmed.id().value())).hasSize(1);
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
        Payment.Terms first = pend(hold());
        Payment.Terms one = pend(hold());
        Payment.Terms bad = pend(hold());
        Payment.Terms two = pend(hold());
        gate.keep(first.booking());

        List<Future<Optional<Settled>>> answers = settleTogether(
                captured(first, PRICE),
                captured(one, PRICE),
                new News(bad, new Captured("no text of a database: \u0000", new Money(PRICE, "EUR")), null),
                captured(two, PRICE));

        for (int sold : List.of(0, 1, 3)) {
            assertThat(booked(answers.get(sold))).isInstanceOf(Booking.Confirmed.class);
        }
        assertThatThrownBy(() -> answers.get(2).get()).hasMessageContaining("u0000");
        assertThat(office.booking(buyer, bad.booking().value()).text("status")).isEqualTo("HELD");
        assertThat(settlePayment.settle(captured(bad, PRICE)).orElseThrow().booking())
                .isInstanceOf(Booking.Confirmed.class);
        assertThat(paidWithoutTicket()).isZero();
    }

    @Test
    void settlesWhileSomebodyElseHasOneOfTheBookings() throws Exception {
        Payment.Terms first = pend(hold());
        Payment.Terms one = pend(hold());
        Payment.Terms kept = pend(hold());
        Payment.Terms two = pend(hold());
        gate.keep(first.booking());
        try (Gate other = new Gate(shard(), shards, bookings, jdbc)) {
            other.keep(kept.booking());

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
    void beginsWhileSomebodyElseHasOneOfTheBookings() throws Exception {
        BookingId first = hold();
        BookingId one = hold();
        BookingId kept = hold();
        BookingId two = hold();
        gate.keep(first);
        try (Gate other = new Gate(shard(), shards, bookings, jdbc)) {
            other.keep(kept);

            List<Future<Answer>> answers = gate.together(
                    () -> payForBooking.waiting(shard()),
                    Stream.of(first, one, kept, two)
                            .<Callable<Answer>>map(
                                    booking -> () -> cashier.pay(buyer, booking.value(), Behaviour.PEND_FOR_GOOD))
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
    void tellsOfEachInTheTraceOfItsOwnRequest() throws Exception {
        Payment.Terms first = pend(hold());
        Payment.Terms one = pend(hold());
        Payment.Terms two = pend(hold());
        gate.keep(first.booking());
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

    @Test
    void refusesAtOnceWhenTooManyWait() throws Exception {
        BookingId first = hold();
        gate.keep(first);
        PayForBooking.Order order = new PayForBooking.Order(
                first, UUID.randomUUID(), "key", new PaymentProvider.Method("card", "tok_succeed"), null);
        Future<PayForBooking.Result> leader = gate.submit(() -> payForBooking.pay(order));
        gate.awaitSomebody();
        List<Future<PayForBooking.Result>> line = Stream.generate(() -> gate.submit(() -> payForBooking.pay(order)))
                .limit(SettlePayment.WAITING)
                .toList();
        await().until(() -> payForBooking.waiting(shard()) == SettlePayment.WAITING);

        Answer refused = cashier.pay(buyer, first.value(), Behaviour.SUCCEED);

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.problem()).isEqualTo("unavailable");
        assertThat(refused.headers().getFirst("Retry-After")).isEqualTo("2");
        gate.open();
        assertThat(leader.get()).isInstanceOf(PayForBooking.Result.Unknown.class);
        for (Future<PayForBooking.Result> waited : line) {
            assertThat(waited.get()).isInstanceOf(PayForBooking.Result.Unknown.class);
        }
        assertThat(cashier.pay(buyer, first.value(), Behaviour.SUCCEED).status())
                .isEqualTo(200);
    }

    @Test
    void beginsWhatWaitedTogetherAndAnswersEachForItself() throws Exception {
        BookingId first = hold();
        BookingId one = hold();
        BookingId twice = hold();
        BookingId free = holdOf(ProductOnOffer.of(10).at(0));
        BookingId cancelled = hold();
        assertThat(office.cancel(buyer, cancelled.value()).status()).isEqualTo(200);
        UUID stranger = UUID.randomUUID();
        String key = "one and the same";
        String pend = Behaviour.PEND_FOR_GOOD.token();
        gate.keep(first);
        IntSupplier waiting = () -> payForBooking.waiting(shard());

        List<Future<Answer>> answers = gate.together(
                waiting,
                List.of(
                        () -> cashier.pay(buyer, first.value(), "first", pend),
                        () -> cashier.pay(buyer, one.value(), "one", pend),
                        () -> cashier.pay(buyer, twice.value(), key, pend),
                        () -> cashier.pay(buyer, twice.value(), key, pend),
                        () -> cashier.pay(buyer, twice.value(), key, Behaviour.SUCCEED.token()),
                        () -> cashier.pay(buyer, twice.value(), "another", pend),
                        () -> cashier.pay(buyer, free.value(), "free", pend),
                        () -> cashier.pay(buyer, free.value(), "free", pend),
                        () -> cashier.pay(stranger, one.value(), "stranger", pend),
                        () -> cashier.pay(buyer, cancelled.value(), "cancelled", pend)));

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
        assertThat(cashier.tickets(buyer, free.value())).hasSize(1);
        assertThat(attempts(twice)).hasSize(1);
        assertThat(beginnings(one)).isEqualTo(beginnings(twice)).isEqualTo(beginnings(free));
        assertThat(beginnings(first)).isNotEqualTo(beginnings(one));
        assertThat(paidWithoutTicket()).isZero();
    }

    /** Holds a place of an event of the test's shard that no other hold of the test is for. */
    private BookingId hold() {
        return holdOf(ProductOnOffer.of(10).at(PRICE));
    }

    private BookingId holdOf(ProductOnOffer product) {
        OnOffer offer = office.publish(OnOffer.in(new Bucket(bucket++), product));
        return new BookingId(office.mustHold(buyer, 1, offer).id());
    }

    /** Begins a payment that the provider does not decide. */
    private Payment.Terms pend(BookingId booking) {
        return terms(
                booking,
                cashier.pay(buyer, booking.value(), Behaviour.PEND_FOR_GOOD).text("paymentId"));
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
        return shards.shardOf(new Bucket(17));
    }

    private List<Future<Optional<Settled>>> settleTogether(News... news) throws Exception {
        List<Callable<Optional<Settled>>> tasks = new ArrayList<>();
        for (News told : news) {
            tasks.add(() -> settlePayment.settle(told));
        }
        return gate.together(() -> settlePayment.waiting(shard()), tasks);
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

    private long paidWithoutTicket() {
        return shards.inTransaction(
                shard(),
                () -> payments.paidWithoutTicket(
                        shards.bucketsOf(shard()), clock.instant().minus(Duration.ofDays(1))));
    }
}
