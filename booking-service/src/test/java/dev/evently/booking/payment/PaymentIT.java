package dev.evently.booking.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.booking.Answer;
import dev.evently.booking.BoxOffice;
import dev.evently.booking.OnOffer;
import dev.evently.booking.OnOffer.ProductOnOffer;
import dev.evently.booking.payment.StubProvider.Behaviour;
import dev.evently.testing.KafkaProbe;
import dev.evently.testing.MutableClock;
import dev.evently.testing.contracts.Contracts;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Paying for a held booking, whatever the provider answers. */
@PaidBookingTest
class PaymentIT {

    /** A price that no other test uses, so that the provider's charges can be told apart. */
    private static final AtomicLong PRICE = new AtomicLong(1_000_000);

    private final UUID buyer = UUID.randomUUID();
    private final long price = PRICE.incrementAndGet();

    @Autowired
    BoxOffice office;

    @Autowired
    Cashier cashier;

    @Autowired
    StubProvider provider;

    @Autowired
    MutableClock clock;

    private OnOffer offer;
    private UUID booking;

    @BeforeEach
    void hold() {
        offer = office.publish(OnOffer.with(ProductOnOffer.of(10).at(price)));
        booking = office.mustHold(buyer, 2, offer).id();
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @Test
    void sellsWhatIsPaidFor() {
        try (KafkaProbe payments = KafkaProbe.on("evently.payments");
                KafkaProbe bookings = KafkaProbe.on("evently.bookings")) {
            String key = UUID.randomUUID().toString();

            Answer paid = cashier.pay(buyer, booking, key, Behaviour.SUCCEED.token());

            assertThat(paid.status()).isEqualTo(200);
            assertThat(paid.text("status")).isEqualTo("CAPTURED");
            assertThat(paid.body().path("booking").path("status").asString()).isEqualTo("CONFIRMED");
            assertThat(office.figures(offer).sold()).isEqualTo(2);
            assertThat(office.figures(offer).held()).isZero();
            assertThat(cashier.tickets(buyer, booking)).hasSize(2);
            CloudEvent captured = payments.awaitType("dev.evently.payment.PaymentCaptured.v1", paid.text("paymentId"));
            Contracts.assertValid("dev.evently.payment.PaymentCaptured.v1", captured);
            assertThat(KafkaProbe.data(captured).path("amount").asLong()).isEqualTo(2 * price);
            Contracts.assertValid(
                    "dev.evently.booking.BookingConfirmed.v1",
                    bookings.awaitType("dev.evently.booking.BookingConfirmed.v1", booking.toString()));

            assertThat(cashier.pay(buyer, booking, key, Behaviour.SUCCEED.token())
                            .body())
                    .isEqualTo(paid.body());
            assertThat(cashier.pay(buyer, booking, Behaviour.SUCCEED).problem()).isEqualTo("already-confirmed");
            Answer reused = cashier.pay(buyer, booking, key, Behaviour.DECLINE.token());
            assertThat(reused.status()).isEqualTo(422);
            assertThat(reused.problem()).isEqualTo("idempotency-key-reused");
            assertThat(provider.chargedFor(2 * price)).hasSize(1);
        }
    }

    @Test
    void keepsTheHoldWhenThePaymentIsDeclined() {
        try (KafkaProbe payments = KafkaProbe.on("evently.payments")) {
            String key = UUID.randomUUID().toString();

            Answer declined = cashier.pay(buyer, booking, key, Behaviour.DECLINE.token());

            assertThat(declined.status()).isEqualTo(402);
            assertThat(declined.problem()).isEqualTo("payment-declined");
            assertThat(declined.text("reason")).isEqualTo("card_declined");
            assertThat(office.booking(buyer, booking).text("status")).isEqualTo("HELD");
            Contracts.assertValid(
                    "dev.evently.payment.PaymentDeclined.v1",
                    payments.awaitType("dev.evently.payment.PaymentDeclined.v1", declined.text("paymentId")));
            assertThat(cashier.pay(buyer, booking, key, Behaviour.DECLINE.token())
                            .status())
                    .isEqualTo(402);
            assertThat(cashier.pay(buyer, booking, Behaviour.SUCCEED).status()).isEqualTo(200);
        }
    }

    @Test
    void confirmsAPendingPaymentByWebhook() {
        String key = UUID.randomUUID().toString();
        Answer pending = cashier.pay(buyer, booking, key, Behaviour.PEND.token());
        assertThat(pending.status()).isEqualTo(202);
        assertThat(pending.text("status")).isEqualTo("PENDING");
        assertThat(pending.body().path("booking").path("status").asString()).isEqualTo("HELD");
        assertThat(cashier.pay(buyer, booking, key, Behaviour.PEND.token()).status())
                .isEqualTo(202);
        Answer second = cashier.pay(buyer, booking, Behaviour.SUCCEED);
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.problem()).isEqualTo("payment-in-flight");

        String webhook = provider.succeed(pending.text("paymentId"), 2 * price);

        assertThat(cashier.deliver(webhook).status()).isEqualTo(204);
        assertThat(cashier.deliver(webhook).status()).isEqualTo(204);
        assertThat(office.booking(buyer, booking).text("status")).isEqualTo("CONFIRMED");
        assertThat(cashier.tickets(buyer, booking)).hasSize(2);
        Answer replay = cashier.pay(buyer, booking, key, Behaviour.PEND.token());
        assertThat(replay.status()).isEqualTo(200);
        assertThat(replay.text("paymentId")).isEqualTo(pending.text("paymentId"));
        assertThat(provider.chargedFor(2 * price)).hasSize(1);
    }

    @Test
    void freesTheHoldForAnotherTryWhenAWebhookDeclines() {
        Answer pending = cashier.pay(buyer, booking, Behaviour.PEND);
        Map<String, Object> data = Map.of(
                "id",
                "pi_1",
                "status",
                "declined",
                "reference",
                pending.text("paymentId"),
                "declineReason",
                "no_money");

        assertThat(cashier.deliver(provider.webhook("payment_intent.declined", Map.copyOf(data)))
                        .status())
                .isEqualTo(204);

        assertThat(cashier.pay(buyer, booking, Behaviour.SUCCEED).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(names = {"TAKE_AND_HANG", "TAKE_AND_FAIL", "TAKE_AND_BABBLE"})
    void waitsForTheTruthWhenTheAnswerIsLost(Behaviour behaviour) {
        Answer unknown = cashier.pay(buyer, booking, behaviour);
        assertThat(unknown.status()).isEqualTo(202);
        assertThat(cashier.pay(buyer, booking, Behaviour.SUCCEED).problem()).isEqualTo("payment-in-flight");

        cashier.deliver(provider.succeed(unknown.text("paymentId"), 2 * price));

        assertThat(office.booking(buyer, booking).text("status")).isEqualTo("CONFIRMED");
        assertThat(provider.chargedFor(2 * price)).hasSize(1);
    }

    @Test
    void takesTheWebhookThatOvertakesTheAnswer() {
        try (KafkaProbe payments = KafkaProbe.on("evently.payments")) {
            provider.deliverTo(
                    webhook -> assertThat(cashier.deliver(webhook).status()).isEqualTo(204));

            Answer paid = cashier.pay(buyer, booking, Behaviour.WEBHOOK_FIRST);

            assertThat(paid.status()).isEqualTo(200);
            assertThat(cashier.tickets(buyer, booking)).hasSize(2);
            payments.awaitType("dev.evently.payment.PaymentCaptured.v1", paid.text("paymentId"));
            assertThat(payments.records())
                    .filteredOn(seen -> seen.key().equals(booking.toString()))
                    .hasSize(1);
        }
    }

    @Test
    void givesBackMoneyThatIsNotTheAmountAskedFor() {
        try (KafkaProbe payments = KafkaProbe.on("evently.payments")) {
            Answer refused = cashier.pay(buyer, booking, Behaviour.TAKE_TOO_MUCH);

            assertThat(refused.status()).isEqualTo(402);
            assertThat(office.booking(buyer, booking).text("status")).isEqualTo("HELD");
            CloudEvent refunded = payments.awaitType(
                    "dev.evently.payment.PaymentRefunded.v1",
                    event -> KafkaProbe.data(event).path("bookingId").asString().equals(booking.toString()));
            assertThat(KafkaProbe.data(refunded).path("amount").asLong()).isEqualTo(2 * price + 1);
            assertThat(KafkaProbe.data(refunded).path("reason").asString()).isEqualTo("WRONG_AMOUNT");
        }
    }

    @Test
    void asksNobodyForMoneyWhenThereIsNothingToPay() {
        OnOffer free = office.publish(OnOffer.with(ProductOnOffer.of(10).at(0)));
        UUID gift = office.mustHold(buyer, 1, free).id();

        Answer taken = cashier.pay(buyer, gift, Behaviour.FAIL);

        assertThat(taken.status()).isEqualTo(200);
        assertThat(cashier.tickets(buyer, gift)).hasSize(1);
        assertThat(office.cancel(buyer, gift).body().path("refund").isNull()).isTrue();
    }

    @Test
    void takesNoMoneyForAHoldThatIsOver() {
        clock.advance(Duration.ofMinutes(10));

        Answer late = cashier.pay(buyer, booking, Behaviour.SUCCEED);

        assertThat(late.status()).isEqualTo(410);
        assertThat(late.problem()).isEqualTo("hold-expired");
        assertThat(provider.chargedFor(2 * price)).isEmpty();
    }

    @Test
    void takesNoMoneyForACancelledBooking() {
        office.cancel(buyer, booking);

        Answer late = cashier.pay(buyer, booking, Behaviour.SUCCEED);

        assertThat(late.status()).isEqualTo(409);
        assertThat(late.problem()).isEqualTo("booking-cancelled");
        assertThat(provider.chargedFor(2 * price)).isEmpty();
    }

    @Test
    void knowsNoBookingOfSomebodyElse() {
        assertThat(cashier.pay(UUID.randomUUID(), booking, Behaviour.SUCCEED).status())
                .isEqualTo(404);
        assertThat(cashier.pay(buyer, UUID.randomUUID(), Behaviour.SUCCEED).status())
                .isEqualTo(404);
        assertThat(provider.chargedFor(2 * price)).isEmpty();
    }

    @Test
    void wantsAKeyThatNamesTheRequest() {
        Object body = Map.of("method", Map.of("type", "card", "token", "tok_succeed"));

        assertThat(cashier.payRaw(buyer, booking, body, Map.of()).problem()).isEqualTo("idempotency-key-missing");
        assertThat(cashier.payRaw(buyer, booking, body, Map.of("Idempotency-Key", "k".repeat(201)))
                        .status())
                .isEqualTo(400);
        assertThat(office.post("/api/v1/bookings/" + booking + "/payment", null, body, Map.of("Idempotency-Key", "k"))
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"method\":null}",
                "{\"method\":\"card\"}",
                "{\"method\":{\"type\":\"card\"}}",
                "{\"method\":{\"type\":\"cash\",\"token\":\"tok_succeed\"}}",
                "{\"method\":{\"type\":\"card\",\"token\":\"\"}}",
                "{\"method\":{\"type\":\"card\",\"token\":\"\\u0000\"}}",
                "{\"method\":{\"type\":\"card\",\"token\":\"tok \\ud800\"}}",
                "{\"method\":{\"type\":\"card\",\"token\":[\"tok_succeed\"]}}"
            })
    void refusesMethodsThatMakeNoSense(String body) {
        Answer refused = cashier.payRaw(buyer, booking, body, Map.of("Idempotency-Key", "k"));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().path("errors").path(0).path("field").asString())
                .startsWith("method");
    }

    @Test
    void refusesBodiesThatCannotBeRead() {
        for (String body : List.of("", "{", "[]", "\u0000")) {
            assertThat(cashier.payRaw(buyer, booking, body, Map.of("Idempotency-Key", "k"))
                            .status())
                    .as(body)
                    .isBetween(400, 422);
        }
    }
}
