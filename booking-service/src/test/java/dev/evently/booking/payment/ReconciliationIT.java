package dev.evently.booking.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evently.booking.Answer;
import dev.evently.booking.BoxOffice;
import dev.evently.booking.OnOffer;
import dev.evently.booking.OnOffer.ProductOnOffer;
import dev.evently.booking.booking.BookingId;
import dev.evently.booking.payment.StubProvider.Behaviour;
import dev.evently.booking.sharding.Bucket;
import dev.evently.booking.sharding.Shards;
import dev.evently.testing.KafkaProbe;
import dev.evently.testing.MutableClock;
import dev.evently.testing.contracts.Contracts;
import io.cloudevents.CloudEvent;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What heals itself: processes that die, answers that are lost, money that comes too late. */
@PaidBookingTest
class ReconciliationIT {

    private static final int PRICE = 4_500;

    private final UUID buyer = UUID.randomUUID();

    @Autowired
    BoxOffice office;

    @Autowired
    Cashier cashier;

    @Autowired
    StubProvider provider;

    @Autowired
    MutableClock clock;

    @Autowired
    Shards shards;

    @Autowired
    Payments payments;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MeterRegistry meters;

    private OnOffer offer;
    private UUID booking;

    @BeforeEach
    void hold() {
        offer = office.publish(OnOffer.with(ProductOnOffer.of(10)));
        booking = office.mustHold(buyer, 1, offer).id();
    }

    @AfterEach
    void everyPaymentEndedInATicketOrARefund() {
        assertThat(paidWithoutTicket()).isZero();
        provider.failRefunds(0);
        clock.reset();
    }

    @Test
    void sellsWhatWasPaidForBeforeTheProcessDied() {
        String key = UUID.randomUUID().toString();
        assertThat(cashier.pay(buyer, booking, key, MortalProvider.DIE_AFTER).status())
                .isEqualTo(500);
        Answer early = cashier.pay(buyer, booking, key, MortalProvider.DIE_AFTER);
        assertThat(early.status()).isEqualTo(409);
        assertThat(early.problem()).isEqualTo("idempotency-in-flight");

        clock.advance(Duration.ofSeconds(11));

        cashier.awaitStatus(buyer, booking, "CONFIRMED");
        assertThat(cashier.tickets(buyer, booking)).hasSize(1);
        assertThat(cashier.pay(buyer, booking, key, MortalProvider.DIE_AFTER).status())
                .isEqualTo(200);
    }

    @Test
    void givesUpAPaymentThatNeverReachedTheProvider() {
        String key = UUID.randomUUID().toString();
        cashier.pay(buyer, booking, key, MortalProvider.DIE_BEFORE);
        clock.advance(Duration.ofSeconds(31));

        Cashier.patiently()
                .until(() -> cashier.pay(buyer, booking, key, MortalProvider.DIE_BEFORE)
                                .status()
                        == 402);

        assertThat(office.booking(buyer, booking).text("status")).isEqualTo("HELD");
        assertThat(cashier.pay(buyer, booking, Behaviour.SUCCEED).status()).isEqualTo(200);
    }

    @Test
    void givesBackWhatIsCapturedAfterAnotherPaymentPaid() {
        try (KafkaProbe events = KafkaProbe.on("evently.payments")) {
            String key = UUID.randomUUID().toString();
            cashier.pay(buyer, booking, key, MortalProvider.DIE_BEFORE);
            clock.advance(Duration.ofSeconds(31));
            Cashier.patiently()
                    .until(() -> cashier.pay(buyer, booking, key, MortalProvider.DIE_BEFORE)
                                    .status()
                            == 402);
            String givenUp =
                    cashier.pay(buyer, booking, key, MortalProvider.DIE_BEFORE).text("paymentId");
            assertThat(cashier.pay(buyer, booking, Behaviour.SUCCEED).status()).isEqualTo(200);

            cashier.deliver(provider.succeed(givenUp, PRICE));

            assertRefunded(events, "SECOND_PAYMENT");
            assertThat(office.booking(buyer, booking).text("status")).isEqualTo("CONFIRMED");
        }
    }

    @Test
    void findsOutAboutAPaymentWhoseAnswerAndWebhookWereLost() {
        assertThat(cashier.pay(buyer, booking, Behaviour.TAKE_AND_HANG).status())
                .isEqualTo(202);

        clock.advance(Duration.ofSeconds(11));

        cashier.awaitStatus(buyer, booking, "CONFIRMED");
    }

    @Test
    void callsAPendingPaymentBackOnceTheHoldIsOver() {
        String payment = cashier.pay(buyer, booking, Behaviour.PEND).text("paymentId");

        clock.advance(Duration.ofMinutes(11));

        cashier.awaitStatus(buyer, booking, "EXPIRED");
        Cashier.patiently().until(() -> provider.intent(payment).status().equals("canceled"));
        assertThat(office.figures(offer).available()).isEqualTo(10);
    }

    @Test
    void callsAPendingPaymentBackOnceTheBookingIsCancelled() {
        String payment = cashier.pay(buyer, booking, Behaviour.PEND).text("paymentId");
        office.cancel(buyer, booking);

        clock.advance(Duration.ofSeconds(11));

        Cashier.patiently().until(() -> provider.intent(payment).status().equals("canceled"));
    }

    @Test
    void givesBackWhatIsCapturedAfterTheHoldIsOver() {
        try (KafkaProbe events = KafkaProbe.on("evently.payments")) {
            String key = UUID.randomUUID().toString();
            String payment = cashier.pay(buyer, booking, key, Behaviour.PEND_FOR_GOOD.token())
                    .text("paymentId");
            clock.advance(Duration.ofMinutes(11));
            cashier.awaitStatus(buyer, booking, "EXPIRED");

            cashier.deliver(provider.succeed(payment, PRICE));

            assertRefunded(events, "LATE_CAPTURE");
            assertThat(cashier.tickets(buyer, booking)).isEmpty();
            assertThat(cashier.pay(buyer, booking, key, Behaviour.PEND_FOR_GOOD.token())
                            .status())
                    .isEqualTo(410);
            assertThat(office.figures(offer).available()).isEqualTo(10);
        }
    }

    @Test
    void refundsUntilTheProviderDoesIt() {
        try (KafkaProbe events = KafkaProbe.on("evently.payments")) {
            assertThat(cashier.pay(buyer, booking, Behaviour.SUCCEED).status()).isEqualTo(200);
            provider.failRefunds(3);

            Answer cancelled = office.cancel(buyer, booking);

            assertThat(cancelled.body().path("refund").path("status").asString())
                    .isEqualTo("REQUESTED");
            String refund = cancelled.body().path("refund").path("id").asString();
            Cashier.patiently().until(() -> {
                clock.advance(Duration.ofSeconds(1));
                return provider.refunded(refund) == PRICE;
            });
            assertRefunded(events, "BUYER");
            Cashier.patiently()
                    .until(() -> office.cancel(buyer, booking)
                            .body()
                            .path("refund")
                            .path("status")
                            .asString()
                            .equals("SUCCEEDED"));
        }
    }

    @Test
    void refundsItemByItemAndNoMoreThanWasPaid() {
        UUID pair = cashier.mustBuy(buyer, 2, offer);
        UUID first = UUID.fromString(office.booking(buyer, pair)
                .body()
                .path("items")
                .path(0)
                .path("id")
                .asString());

        Answer part = office.cancel(buyer, pair, first);
        Answer rest = office.cancel(buyer, pair);

        Set<String> refunds = new HashSet<>();
        for (Answer cancelled : new Answer[] {part, rest}) {
            assertThat(cancelled.body().path("refund").path("amount").asLong()).isEqualTo(PRICE);
            refunds.add(cancelled.body().path("refund").path("id").asString());
        }
        assertThat(refunds).hasSize(2);
        Cashier.patiently().until(() -> refunds.stream().allMatch(refund -> provider.refunded(refund) == PRICE));
    }

    @Test
    void countsCapturedPaymentsThatLedToNothing() {
        BookingId sold = new BookingId(cashier.mustBuy(buyer, 1, offer));
        AssertionError undone = new AssertionError("rolls back");

        assertThatThrownBy(() -> shards.inTransaction(sold.bucket(), () -> {
                    assertThat(count(Set.of(sold.bucket()))).isZero();
                    jdbc.sql("DELETE FROM ticket WHERE bucket = ? AND booking_id = ?")
                            .params(sold.bucket().value(), sold.value())
                            .update();
                    assertThat(count(Set.of(sold.bucket()))).isEqualTo(1);
                    throw undone;
                }))
                .isSameAs(undone);
    }

    @Test
    void showsTheCountAsAGauge() {
        Cashier.patiently()
                .until(() -> meters.get("paid.without.ticket").gauge().value() == 0);
    }

    private long paidWithoutTicket() {
        return shards.all().stream()
                .mapToLong(shard -> shards.inTransaction(shard, () -> count(shards.bucketsOf(shard))))
                .sum();
    }

    private long count(Set<Bucket> buckets) {
        return payments.paidWithoutTicket(buckets, clock.instant().minus(Duration.ofDays(1)));
    }

    private void assertRefunded(KafkaProbe events, String reason) {
        CloudEvent refunded = events.awaitType(
                "dev.evently.payment.PaymentRefunded.v1",
                event -> KafkaProbe.data(event).path("bookingId").asString().equals(booking.toString()));
        Contracts.assertValid("dev.evently.payment.PaymentRefunded.v1", refunded);
        assertThat(KafkaProbe.data(refunded).path("amount").asLong()).isEqualTo(PRICE);
        assertThat(KafkaProbe.data(refunded).path("reason").asString()).isEqualTo(reason);
        assertThat(provider.refunded(String.valueOf(refunded.getSubject()))).isEqualTo(PRICE);
    }
}
