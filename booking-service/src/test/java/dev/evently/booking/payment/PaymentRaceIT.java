package dev.evently.booking.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.booking.Answer;
import dev.evently.booking.BoxOffice;
import dev.evently.booking.OnOffer;
import dev.evently.booking.OnOffer.ProductOnOffer;
import dev.evently.booking.Together;
import dev.evently.booking.payment.StubProvider.Behaviour;
import dev.evently.booking.sharding.ShardId;
import dev.evently.booking.sharding.Shards;
import dev.evently.testing.KafkaProbe;
import dev.evently.testing.MutableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Payments that meet each other, the end of the hold, a cancellation, or a second instance. */
@PaidBookingTest
class PaymentRaceIT {

    private static final int ROUNDS = 8;

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
    ReconcilePayments reconcilePayments;

    @Autowired
    PayRefunds payRefunds;

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @Test
    void chargesOnceWhenManyPaymentsMeet() throws Exception {
        OnOffer offer = office.publish(OnOffer.with(ProductOnOffer.of(10).at(777_001)));
        UUID booking = office.mustHold(buyer, 1, offer).id();

        List<Answer> answers = Together.times(10, n -> cashier.pay(buyer, booking, Behaviour.SUCCEED));

        assertThat(provider.chargedFor(777_001)).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 200)
                .extracting(Answer::problem)
                .isSubsetOf("payment-in-flight", "already-confirmed");
        assertThat(cashier.tickets(buyer, booking)).hasSize(1);
    }

    @Test
    void chargesOnceWhenOneRequestIsSentManyTimes() throws Exception {
        OnOffer offer = office.publish(OnOffer.with(ProductOnOffer.of(10).at(777_002)));
        UUID booking = office.mustHold(buyer, 1, offer).id();
        String key = UUID.randomUUID().toString();

        List<Answer> answers = Together.times(10, n -> cashier.pay(buyer, booking, key, Behaviour.SUCCEED.token()));

        assertThat(provider.chargedFor(777_002)).hasSize(1);
        assertThat(answers)
                .allSatisfy(answer -> assertThat(
                                answer.status() == 200 || answer.problem().equals("idempotency-in-flight"))
                        .as("%s", answer)
                        .isTrue());
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 200)
                .isNotEmpty()
                .extracting(answer -> answer.text("paymentId"))
                .containsOnly(provider.chargedFor(777_002).getFirst().reference());
    }

    @Test
    void endsInATicketOrARefundWhenMoneyComesAsTheHoldEnds() throws Exception {
        OnOffer offer = office.publish(OnOffer.with(ProductOnOffer.of(ROUNDS)));
        List<Pending> pending = pend(offer);
        List<Callable<Answer>> tasks = new ArrayList<>();
        pending.forEach(one -> tasks.add(() -> cashier.deliver(one.webhook())));
        tasks.add(() -> {
            clock.advance(Duration.ofMinutes(10));
            return office.availability(offer);
        });

        Together.all(tasks);

        assertTicketsOrRefunds(offer, pending);
    }

    @Test
    void endsInATicketOrARefundWhenMoneyMeetsACancellation() throws Exception {
        OnOffer offer = office.publish(OnOffer.with(ProductOnOffer.of(ROUNDS)));
        List<Pending> pending = pend(offer);
        List<Callable<Answer>> tasks = new ArrayList<>();
        pending.forEach(one -> {
            tasks.add(() -> cashier.deliver(one.webhook()));
            tasks.add(() -> office.cancel(buyer, one.booking()));
        });

        Together.all(tasks);

        assertTicketsOrRefunds(offer, pending);
    }

    @Test
    void hasOneEffectWhenAnswerWebhookAndReconcilersMeet() throws Exception {
        OnOffer offer = office.publish(OnOffer.with(ProductOnOffer.of(ROUNDS)));
        try (KafkaProbe events = KafkaProbe.on("evently.payments")) {
            List<Pending> pending = pend(offer);
            clock.advance(Duration.ofSeconds(11));
            List<Callable<String>> tasks = new ArrayList<>();
            pending.forEach(one -> {
                tasks.add(() -> cashier.deliver(one.webhook()).text("none"));
                tasks.add(() -> cashier.deliver(one.webhook()).text("none"));
            });
            for (ShardId shard : shards.all()) {
                for (int instance = 0; instance < 2; instance++) {
                    tasks.add(() -> {
                        reconcilePayments.run(shard);
                        payRefunds.run(shard);
                        return "";
                    });
                }
            }

            Together.all(tasks);

            for (Pending one : pending) {
                cashier.awaitStatus(buyer, one.booking(), "CONFIRMED");
                assertThat(cashier.tickets(buyer, one.booking())).hasSize(1);
                events.awaitType("dev.evently.payment.PaymentCaptured.v1", one.payment());
                assertThat(events.records())
                        .filteredOn(seen -> seen.key().equals(one.booking().toString()))
                        .hasSize(1);
            }
            assertThat(office.figures(offer).sold()).isEqualTo(ROUNDS);
        }
    }

    private record Pending(UUID booking, String payment, String webhook) {}

    private List<Pending> pend(OnOffer offer) {
        List<Pending> pending = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            UUID booking = office.mustHold(buyer, 1, offer).id();
            String payment =
                    cashier.pay(buyer, booking, Behaviour.PEND_FOR_GOOD).text("paymentId");
            pending.add(new Pending(booking, payment, provider.succeed(payment, 4_500)));
        }
        return pending;
    }

    private void assertTicketsOrRefunds(OnOffer offer, List<Pending> pending) {
        try (KafkaProbe events = KafkaProbe.on("evently.payments")) {
            int sold = 0;
            for (Pending one : pending) {
                events.awaitType("dev.evently.payment.PaymentCaptured.v1", one.payment());
                boolean valid = cashier.tickets(buyer, one.booking()).stream()
                        .anyMatch(ticket -> ticket.path("status").asString().equals("VALID"));
                if (valid) {
                    sold++;
                } else {
                    events.awaitType(
                            "dev.evently.payment.PaymentRefunded.v1",
                            event -> KafkaProbe.data(event)
                                    .path("paymentId")
                                    .asString()
                                    .equals(one.payment()));
                }
            }
            int tickets = sold;
            Cashier.patiently().untilAsserted(() -> {
                assertThat(office.figures(offer).sold()).isEqualTo(tickets);
                assertThat(office.figures(offer).available()).isEqualTo(ROUNDS - tickets);
                assertThat(office.figures(offer).balanced()).isTrue();
            });
        }
    }
}
