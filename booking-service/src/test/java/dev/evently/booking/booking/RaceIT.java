package dev.evently.booking.booking;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.booking.Answer;
import dev.evently.booking.BookingServiceTest;
import dev.evently.booking.BoxOffice;
import dev.evently.booking.BoxOffice.Figures;
import dev.evently.booking.BoxOffice.Wish;
import dev.evently.booking.FakeDesks;
import dev.evently.booking.LedgerReplay;
import dev.evently.booking.OnOffer;
import dev.evently.booking.OnOffer.ProductOnOffer;
import dev.evently.booking.SecondInstance;
import dev.evently.booking.Together;
import dev.evently.booking.booking.ConfirmBooking.Result;
import dev.evently.booking.sharding.Bucket;
import dev.evently.booking.sharding.Shards;
import dev.evently.testing.MutableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What happens when everybody comes at once, to two instances of the service. All totals are exact. */
@BookingServiceTest
class RaceIT {

    private static SecondInstance second;

    @Autowired
    BoxOffice office;

    @Autowired
    PaymentDesk paymentDesk;

    @Autowired
    CancelBooking cancelBooking;

    @Autowired
    FakeDesks.Refunds refunds;

    @Autowired
    Shards shards;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MutableClock clock;

    @BeforeAll
    static void startSecond(@Autowired ApplicationContext first) {
        second = SecondInstance.beside(first);
    }

    @AfterAll
    static void stopSecond() {
        second.close();
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @Test
    void sellsExactlyWhatThereIs() throws Exception {
        OnOffer offer = office.publish(OnOffer.with(ProductOnOffer.of(50)));
        AtomicBoolean over = new AtomicBoolean();
        Future<Integer> samples = sampling(offer, over);

        List<Answer> answers = Together.times(200, number -> either(number).hold(UUID.randomUUID(), 1, offer));
        over.set(true);

        assertThat(answers.stream().collect(groupingBy(Answer::status, counting())))
                .isEqualTo(Map.of(201, 50L, 409, 150L));
        assertThat(answers.stream().filter(answer -> answer.status() == 409).map(Answer::problem))
                .containsOnly("sold-out");
        assertThat(samples.get()).isPositive();
        assertThat(office.figures(offer)).isEqualTo(new Figures(50, 0, 50, 0, 0));
        LedgerReplay.assertEqualsState(shards, jdbc, offer.id());
    }

    @Test
    void sellsExactlyWhatThereIsOfManyEventsOfAShard() throws Exception {
        List<OnOffer> offers = IntStream.range(0, 8)
                .mapToObj(number ->
                        office.publish(OnOffer.in(new Bucket(100 + number / 2), ProductOnOffer.of(10 + number))))
                .toList();

        List<Answer> answers = Together.times(
                25 * offers.size(),
                number ->
                        either(number / offers.size()).hold(UUID.randomUUID(), 1, offers.get(number % offers.size())));

        for (int n = 0; n < offers.size(); n++) {
            OnOffer offer = offers.get(n);
            int places = 10 + n;
            assertThat(office.figures(offer)).isEqualTo(new Figures(places, 0, places, 0, 0));
            LedgerReplay.assertEqualsState(shards, jdbc, offer.id());
        }
        assertThat(answers.stream().collect(groupingBy(Answer::status, counting())))
                .isEqualTo(Map.of(201, 108L, 409, 92L));
    }

    @Test
    void makesOneBookingOfOneKey() throws Exception {
        OnOffer offer = office.publish(OnOffer.with(ProductOnOffer.of(50)));
        UUID buyer = UUID.randomUUID();
        Wish wish = new Wish(offer.product().id(), 2);

        List<Answer> answers = Together.times(20, number -> either(number).hold(buyer, "one key", offer, wish));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isIn(201, 409));
        assertThat(answers.stream().filter(answer -> answer.status() == 409).map(Answer::problem))
                .allMatch("idempotency-in-flight"::equals);
        assertThat(answers.stream()
                        .filter(answer -> answer.status() == 201)
                        .map(Answer::id)
                        .distinct())
                .hasSize(1);
        assertThat(office.figures(offer)).isEqualTo(new Figures(50, 48, 2, 0, 0));
    }

    @Test
    void neverWaitsInACircleForSeveralQuotas() throws Exception {
        ProductOnOffer one = ProductOnOffer.of(40);
        ProductOnOffer two = ProductOnOffer.of(40);
        ProductOnOffer three = ProductOnOffer.of(60);
        ProductOnOffer both = ProductOnOffer.of(1).drawingFrom(List.of(two.ownQuota(), one.ownQuota()));
        OnOffer offer = office.publish(OnOffer.with(one, two, three, both));
        Random random = new Random(7);
        List<List<Wish>> orders = IntStream.range(0, 100)
                .mapToObj(number -> {
                    List<Wish> wishes = new ArrayList<>(offer.products().stream()
                            .map(product -> new Wish(product.id(), 1))
                            .toList());
                    Collections.shuffle(wishes, random);
                    return wishes.subList(0, 2 + random.nextInt(3));
                })
                .toList();

        List<Answer> answers = Together.times(
                orders.size(),
                number -> either(number)
                        .hold(UUID.randomUUID(), offer, orders.get(number).toArray(Wish[]::new)));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isIn(201, 409));
        long held = answers.stream()
                .filter(answer -> answer.status() == 201)
                .mapToLong(answer -> answer.body()
                        .path("items")
                        .valueStream()
                        .mapToInt(item -> item.path("productId")
                                        .asString()
                                        .equals(both.id().toString())
                                ? 2
                                : 1)
                        .sum())
                .sum();
        assertThat(office.inventory(offer)
                        .body()
                        .path("quotas")
                        .valueStream()
                        .mapToLong(quota -> quota.path("held").asLong())
                        .sum())
                .isEqualTo(held);
        LedgerReplay.assertEqualsState(shards, jdbc, offer.id());

        clock.advance(Duration.ofMinutes(11));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> office.inventory(offer)
                        .body()
                        .path("quotas")
                        .valueStream()
                        .allMatch(quota -> quota.path("held").asInt() == 0));
        LedgerReplay.assertEqualsState(shards, jdbc, offer.id());
    }

    @Test
    void letsOnlyOneOfPaymentAndExpiryWin() throws Exception {
        int holds = 40;
        OnOffer offer = office.publish(OnOffer.with(ProductOnOffer.of(holds)));
        List<UUID> held = IntStream.range(0, holds)
                .mapToObj(number -> office.mustHold(UUID.randomUUID(), 1, offer).id())
                .toList();

        List<Callable<Optional<Result>>> confirmations = new ArrayList<>(held.stream()
                .<Callable<Optional<Result>>>map(id ->
                        () -> Optional.of(paymentDesk.confirm(new BookingId(id), new PaymentId(UUID.randomUUID()))))
                .toList());
        confirmations.add(holds / 2, () -> {
            clock.advance(Duration.ofMinutes(11));
            return Optional.empty();
        });
        List<Result> results =
                Together.all(confirmations).stream().flatMap(Optional::stream).toList();

        long confirmed =
                results.stream().filter(Result.Confirmed.class::isInstance).count();
        long lapsed = results.stream().filter(Result.Lapsed.class::isInstance).count();
        assertThat(confirmed + lapsed).isEqualTo(holds);
        assertThat(office.figures(offer)).isEqualTo(new Figures(holds, (int) lapsed, 0, (int) confirmed, 0));
        LedgerReplay.assertEqualsState(shards, jdbc, offer.id());
    }

    @Test
    void cancelsOnceHoweverOftenItIsAsked() throws Exception {
        OnOffer offer = office.publish(OnOffer.with(ProductOnOffer.of(10)));
        UUID buyer = UUID.randomUUID();
        BookingId booking = new BookingId(office.mustHold(buyer, 3, offer).id());
        paymentDesk.confirm(booking, new PaymentId(UUID.randomUUID()));

        List<Answer> answers = Together.times(10, number -> office.cancel(buyer, booking.value()));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
        assertThat(answers.stream()
                        .map(answer -> answer.body().path("refund").path("id").asString())
                        .distinct())
                .hasSize(1);
        assertThat(refunds.owed(booking)).isEqualTo(3 * 4_500);
        assertThat(office.figures(offer)).isEqualTo(new Figures(10, 10, 0, 0, 0));
        LedgerReplay.assertEqualsState(shards, jdbc, offer.id());
    }

    @Test
    void ordersPaymentAndCancellation() throws Exception {
        int holds = 30;
        OnOffer offer = office.publish(OnOffer.with(ProductOnOffer.of(holds)));
        List<BookingId> held = IntStream.range(0, holds)
                .mapToObj(number -> new BookingId(
                        office.mustHold(UUID.randomUUID(), 1, offer).id()))
                .toList();

        List<Callable<Object>> moves = new ArrayList<>();
        held.forEach(id -> {
            moves.add(() -> paymentDesk.confirm(id, new PaymentId(UUID.randomUUID())));
            moves.add(() -> cancelBooking.cancel(id, Set.of(), CancelReason.BUYER));
        });
        List<Object> outcomes = Together.all(moves);

        for (int number = 0; number < holds; number++) {
            boolean paid = outcomes.get(2 * number) instanceof Result.Confirmed;
            assertThat(refunds.owed(held.get(number))).isEqualTo(paid ? 4_500 : 0);
        }
        assertThat(office.figures(offer)).isEqualTo(new Figures(holds, holds, 0, 0, 0));
        LedgerReplay.assertEqualsState(shards, jdbc, offer.id());
    }

    private BoxOffice either(int number) {
        return number % 2 == 0 ? office : second.office();
    }

    /** Looks at the figures again and again; every single look must be balanced. */
    private Future<Integer> sampling(OnOffer offer, AtomicBoolean over) {
        FutureTask<Integer> samples = new FutureTask<>(() -> {
            int looks = 0;
            do {
                assertThat(office.figures(offer)).matches(Figures::balanced, "is balanced");
                assertThat(second.office()
                                .inventory(offer)
                                .body()
                                .path("balanced")
                                .asBoolean())
                        .isTrue();
                looks++;
            } while (!over.get());
            return looks;
        });
        Thread.ofVirtual().start(samples);
        return samples;
    }
}
