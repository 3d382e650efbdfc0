package dev.evently.booking.booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.evently.booking.Answer;
import dev.evently.booking.BookingServiceTest;
import dev.evently.booking.BoxOffice;
import dev.evently.booking.BoxOffice.Figures;
import dev.evently.booking.BoxOffice.Wish;
import dev.evently.booking.Gate;
import dev.evently.booking.Halls;
import dev.evently.booking.LedgerReplay;
import dev.evently.booking.OnOffer;
import dev.evently.booking.OnOffer.ProductOnOffer;
import dev.evently.booking.booking.PlaceHold.Result;
import dev.evently.booking.inventory.SaleEvents;
import dev.evently.booking.sharding.Bucket;
import dev.evently.booking.sharding.ShardId;
import dev.evently.booking.sharding.Shards;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Holds of different events of one shard that share a transaction: each has its own answer and its own failure. */
@BookingServiceTest
class HoldRoundIT {

    private static final String INSERT = "INSERT INTO booking";
    private static final Bucket FIRST_BUCKET = new Bucket(61);

    private final UUID buyer = UUID.randomUUID();
    private int bucket = FIRST_BUCKET.value();

    @Autowired
    BoxOffice office;

    @Autowired
    Shards shards;

    @Autowired
    SaleEvents saleEvents;

    @Autowired
    PlaceHold placeHold;

    @Autowired
    JdbcClient jdbc;

    private Gate gate;

    @BeforeEach
    void build() {
        gate = new Gate(shard(), shards, jdbc);
    }

    @AfterEach
    void stop() {
        gate.close();
    }

    @Test
    void servesWhatWaitedTogetherAndAnswersEachForItself() throws Exception {
        OnOffer first = publish(ProductOnOffer.of(10));
        OnOffer one = publish(ProductOnOffer.of(10));
        OnOffer two = publish(ProductOnOffer.of(10));
        OnOffer scarce = publish(ProductOnOffer.of(1));
        OnOffer seated = office.publish(OnOffer.in(new Bucket(bucket++), ProductOnOffer.ofSeats(Halls.STALLS))
                .seatedIn(Halls.of(2, 4)));
        OnOffer foreign = publish(ProductOnOffer.of(10));
        OnOffer unknown = OnOffer.in(new Bucket(bucket++), ProductOnOffer.of(10));
        UUID before = office.hold(buyer, "before", foreign, wish(foreign, 1)).id();
        gate.bar("booking");

        List<Future<Answer>> answers = gate.together(
                INSERT,
                () -> placeHold.waiting(shard()),
                List.of(
                        () -> office.hold(buyer, 1, first),
                        () -> office.hold(buyer, 2, one),
                        () -> office.hold(buyer, 3, two),
                        () -> office.hold(buyer, 2, scarce),
                        () -> office.hold(buyer, 4, seated),
                        () -> office.hold(buyer, "before", foreign, wish(foreign, 1)),
                        () -> office.hold(buyer, 1, unknown)));

        for (int held : List.of(0, 1, 2, 4)) {
            assertThat(answers.get(held).get().status()).isEqualTo(201);
        }
        assertThat(answers.get(3).get().problem()).isEqualTo("sold-out");
        assertThat(answers.get(5).get().id()).isEqualTo(before);
        assertThat(answers.get(6).get().status()).isEqualTo(404);
        assertThat(transaction(answers.get(1), one))
                .isEqualTo(transaction(answers.get(2), two))
                .isEqualTo(transaction(answers.get(4), seated))
                .isNotEqualTo(transaction(answers.get(0), first));
        assertThat(office.figures(two)).isEqualTo(new Figures(10, 7, 3, 0, 0));
        assertThat(office.figures(scarce)).isEqualTo(new Figures(1, 1, 0, 0, 0));
        assertThat(office.figures(seated).held()).isEqualTo(4);
        for (OnOffer offer : List.of(first, one, two, scarce, seated, foreign)) {
            LedgerReplay.assertEqualsState(shards, jdbc, offer.id());
        }
    }

    @Test
    void failsOnlyWhatCannotBeWritten() throws Exception {
        OnOffer first = publish(ProductOnOffer.of(10));
        OnOffer one = publish(ProductOnOffer.of(10));
        OnOffer bad = publish(ProductOnOffer.of(10));
        OnOffer two = publish(ProductOnOffer.of(10));
        gate.bar("booking");

        List<Future<Result>> answers = gate.together(
                INSERT,
                () -> placeHold.waiting(shard()),
                List.of(
                        () -> hold(first, "key"),
                        () -> hold(one, "key"),
                        () -> hold(bad, "no text of a database: \u0000"),
                        () -> hold(two, "key")));

        for (int held : List.of(0, 1, 3)) {
            assertThat(answers.get(held).get()).isInstanceOf(Result.Placed.class);
        }
        assertThatThrownBy(() -> answers.get(2).get()).hasMessageContaining("0x00");
        assertThat(office.figures(bad).held()).isZero();
        assertThat(office.hold(buyer, 1, bad).status()).isEqualTo(201);
    }

    @Test
    void keepsNoOtherEventWaitingForOneThatSomebodyMoves() throws Exception {
        OnOffer kept = publish(ProductOnOffer.of(1));
        OnOffer other = publish(ProductOnOffer.of(10));
        gate.keep(() -> saleEvents.lock(Bucket.ofEvent(kept.id()), kept.id()));

        Future<Answer> first = gate.submit(() -> office.hold(buyer, 1, kept));
        gate.awaitSomebody("SELECT * FROM quota");
        Future<Answer> later = gate.submit(() -> office.hold(UUID.randomUUID(), 1, kept));
        await().until(() -> placeHold.waiting(kept.id()) == 1);
        Future<Answer> elsewhere = gate.submit(() -> office.hold(buyer, 1, other));

        assertThat(elsewhere.get(10, TimeUnit.SECONDS).status()).isEqualTo(201);
        assertThat(first.isDone()).isFalse();
        gate.open();
        assertThat(first.get().status()).isEqualTo(201);
        assertThat(later.get().problem()).isEqualTo("sold-out");
    }

    @Test
    void keepsNoOtherEventWaitingHoweverManySomebodyMoves() throws Exception {
        List<OnOffer> kept =
                Stream.generate(() -> publish(ProductOnOffer.of(1))).limit(10).toList();
        OnOffer other = publish(ProductOnOffer.of(10));
        gate.keep(() -> kept.forEach(offer -> saleEvents.lock(Bucket.ofEvent(offer.id()), offer.id())));
        List<Future<Answer>> waiting = kept.stream()
                .map(offer -> gate.submit(() -> office.hold(buyer, 1, offer)))
                .toList();
        gate.awaitSomebody("SELECT * FROM quota");

        Future<Answer> elsewhere = gate.submit(() -> office.hold(buyer, 1, other));

        assertThat(elsewhere.get(10, TimeUnit.SECONDS).status()).isEqualTo(201);
        gate.open();
        for (Future<Answer> held : waiting) {
            assertThat(held.get().status()).isEqualTo(201);
        }
    }

    @Test
    void takesAnEventForBusyWhileOneOfItsQuotasIs() throws Exception {
        ProductOnOffer one = ProductOnOffer.of(10);
        ProductOnOffer two = ProductOnOffer.of(10);
        OnOffer offer = office.publish(OnOffer.in(new Bucket(bucket++), one, two));
        gate.keep(() -> jdbc.sql("SELECT id FROM quota WHERE bucket = ? AND event_id = ? AND id = ? FOR UPDATE")
                .params(Bucket.ofEvent(offer.id()).value(), offer.id(), two.ownQuota())
                .query(UUID.class)
                .single());

        Future<Answer> held =
                gate.submit(() -> office.hold(buyer, offer, new Wish(one.id(), 1), new Wish(two.id(), 1)));
        gate.awaitSomebody("SELECT * FROM quota");
        assertThat(held.isDone()).isFalse();
        gate.open();
        assertThat(held.get().status()).isEqualTo(201);
    }

    @Test
    void refusesAtOnceWhenTooManyWait() throws Exception {
        OnOffer offer = publish(ProductOnOffer.of(1));
        gate.bar("booking");
        Future<Result> leader = gate.submit(() -> hold(offer, "leader"));
        gate.awaitSomebody(INSERT);
        for (int n = 0; n < PlaceHold.WAITING; n++) {
            String key = "key " + n;
            var _ = gate.submit(() -> hold(offer, key));
        }
        await().until(() -> placeHold.waiting(offer.id()) == PlaceHold.WAITING);

        Answer refused = office.hold(buyer, 1, offer);

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.problem()).isEqualTo("unavailable");
        assertThat(refused.headers().getFirst("Retry-After")).isEqualTo("1");
        gate.open();
        assertThat(leader.get()).isInstanceOf(Result.Placed.class);
    }

    private OnOffer publish(ProductOnOffer product) {
        return office.publish(OnOffer.in(new Bucket(bucket++), product));
    }

    private static Wish wish(OnOffer offer, int quantity) {
        return new Wish(offer.product().id(), quantity);
    }

    private Result hold(OnOffer offer, String key) {
        return placeHold.place(new HoldRequest(
                new IdempotencyKey(Bucket.ofEvent(offer.id()), "user:" + buyer, key),
                offer.id(),
                buyer,
                List.of(new HoldRequest.Line(offer.product().id(), 1)),
                Duration.ofMinutes(10),
                null,
                null));
    }

    private ShardId shard() {
        return shards.shardOf(FIRST_BUCKET);
    }

    /** The transaction that wrote the booking. */
    private String transaction(Future<Answer> held, OnOffer offer) throws Exception {
        Bucket ofOffer = Bucket.ofEvent(offer.id());
        UUID booking = held.get().id();
        return shards.inTransaction(
                ofOffer,
                () -> jdbc.sql("SELECT xmin::text FROM booking WHERE bucket = ? AND id = ?")
                        .params(ofOffer.value(), booking)
                        .query(String.class)
                        .single());
    }
}
