package dev.evently.booking.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.booking.Answer;
import dev.evently.booking.BoxOffice;
import dev.evently.booking.BoxOffice.Wish;
import dev.evently.booking.Halls;
import dev.evently.booking.LedgerReplay;
import dev.evently.booking.OnOffer;
import dev.evently.booking.OnOffer.ProductOnOffer;
import dev.evently.booking.SecondInstance;
import dev.evently.booking.Together;
import dev.evently.booking.payment.StubProvider.Behaviour;
import dev.evently.booking.sharding.Bucket;
import dev.evently.booking.sharding.Shards;
import dev.evently.testing.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Everybody pays at once, at two instances, for bookings of a few events of one shard. All totals are exact. */
@PaidBookingTest
class PaymentRushIT {

    private static final int BUYERS = 120;
    private static final Bucket FIRST = new Bucket(40);

    private static SecondInstance second;

    private final UUID buyer = UUID.randomUUID();
    private final Random random = new Random(11);

    @Autowired
    BoxOffice office;

    @Autowired
    Cashier cashier;

    @Autowired
    StubProvider provider;

    @Autowired
    Shards shards;

    @Autowired
    Payments payments;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MutableClock clock;

    @BeforeAll
    static void startSecond(@Autowired ApplicationContext first, @Autowired StubProvider provider) {
        second = SecondInstance.sellingBeside(
                first, Map.of("evently.payments.provider-url", provider.url().toString()));
        provider.deliverTo(webhook -> second.bean(Cashier.class).deliver(webhook));
    }

    @AfterAll
    static void stopSecond(@Autowired StubProvider provider) {
        provider.deliverTo(webhook -> {});
        second.close();
    }

    @Test
    void endsEveryCaptureInTicketsOrARefund() throws Exception {
        List<OnOffer> offers = offers();
        List<Callable<Answer>> tasks = new ArrayList<>();
        for (int number = 0; number < BUYERS; number++) {
            OnOffer offer = offers.get(number % offers.size());
            UUID booking = office.hold(buyer, offer, wishes(offer)).id();
            pay(booking, tasks);
            switch (number % 6) {
                case 0 -> pay(booking, tasks);
                case 1 -> tasks.add(() -> answered(() -> second.office().cancel(buyer, booking)));
                default -> {}
            }
        }

        List<Answer> answers = Together.all(tasks);

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isIn(200, 202, 402, 409));
        awaitDecisions(offers);
        for (OnOffer offer : offers) {
            Bucket bucket = Bucket.ofEvent(offer.id());
            assertThat(kept(bucket, offer)).isEqualTo(priceOfTickets(bucket, offer));
            assertThat(priceOfTickets(bucket, offer)).isPositive();
            LedgerReplay.assertEqualsState(shards, jdbc, offer.id());
        }
        assertThat(shards.inTransaction(
                        FIRST,
                        () -> payments.paidWithoutTicket(shards.bucketsOf(shards.shardOf(FIRST)), Instant.EPOCH)))
                .isZero();
        assertThat(answers).filteredOn(answer -> answer.status() == 200).isNotEmpty();
    }

    /** The provider may be slower than the service waits for it; then the reconciler asks what came of the charge. */
    private void awaitDecisions(List<OnOffer> offers) {
        Cashier.patiently().pollInterval(Duration.ofSeconds(1)).until(() -> {
            if (offers.stream().allMatch(offer -> undecided(Bucket.ofEvent(offer.id()), offer) == 0)) {
                return true;
            }
            clock.advance(ReconcilePayments.FIRST_CHECK);
            return false;
        });
    }

    private void pay(UUID booking, List<Callable<Answer>> tasks) {
        Cashier desk = random.nextBoolean() ? cashier : second.bean(Cashier.class);
        Behaviour behaviour =
                switch (random.nextInt(10)) {
                    case 0 -> Behaviour.DECLINE;
                    case 1 -> Behaviour.TAKE_TOO_MUCH;
                    case 2, 3, 4 -> Behaviour.WEBHOOK_FIRST;
                    default -> Behaviour.SUCCEED;
                };
        String key = UUID.randomUUID().toString();
        tasks.add(() -> answered(() -> desk.pay(buyer, booking, key, behaviour.token())));
    }

    /** Asks again, as a client does, for as long as there is too much to do. */
    private static Answer answered(Callable<Answer> request) throws Exception {
        return Cashier.patiently().until(request, answer -> answer.status() != 503);
    }

    /** Events in several buckets: with quotas that products share, with numbered seats, and two ordinary ones. */
    private List<OnOffer> offers() {
        ProductOnOffer one = ProductOnOffer.of(100);
        ProductOnOffer two = ProductOnOffer.of(100);
        ProductOnOffer both = ProductOnOffer.of(1).drawingFrom(List.of(two.ownQuota(), one.ownQuota()));
        return List.of(
                office.publish(OnOffer.in(FIRST, one, two, both)),
                office.publish(OnOffer.in(new Bucket(41), ProductOnOffer.ofSeats(Halls.STALLS))
                        .seatedIn(Halls.of(10, 20))),
                office.publish(OnOffer.in(new Bucket(42), ProductOnOffer.of(100))),
                office.publish(OnOffer.in(new Bucket(42), ProductOnOffer.of(100))));
    }

    private Wish[] wishes(OnOffer offer) {
        return offer.products().stream()
                .filter(product ->
                        offer.products().size() == 1 || random.nextBoolean() || product.equals(offer.product()))
                .map(product -> new Wish(product.id(), 1 + random.nextInt(2)))
                .toArray(Wish[]::new);
    }

    /** What was captured for bookings of the event and is not to go back. */
    private long kept(Bucket bucket, OnOffer offer) {
        return number(bucket, offer, """
                SELECT coalesce(sum(p.captured_amount - p.refunded), 0) FROM payment p
                JOIN booking b ON b.bucket = p.bucket AND b.id = p.booking_id
                WHERE p.bucket = :bucket AND b.event_id = :event AND p.status = 'CAPTURED'
                """);
    }

    private long undecided(Bucket bucket, OnOffer offer) {
        return number(bucket, offer, """
                SELECT count(*) FROM payment p
                JOIN booking b ON b.bucket = p.bucket AND b.id = p.booking_id
                WHERE p.bucket = :bucket AND b.event_id = :event AND p.status IN ('INITIATED', 'PENDING', 'UNKNOWN')
                """);
    }

    private long priceOfTickets(Bucket bucket, OnOffer offer) {
        return number(bucket, offer, """
                SELECT coalesce(sum(i.price), 0) FROM ticket t
                JOIN booking_item i ON i.bucket = t.bucket AND i.booking_id = t.booking_id AND i.id = t.booking_item_id
                WHERE t.bucket = :bucket AND t.event_id = :event AND t.status = 'VALID'
                """);
    }

    private long number(Bucket bucket, OnOffer offer, String sql) {
        return shards.inTransaction(
                bucket,
                () -> jdbc.sql(sql)
                        .param("bucket", bucket.value())
                        .param("event", offer.id())
                        .query(Long.class)
                        .single());
    }
}
