package dev.evently.booking.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.booking.Answer;
import dev.evently.booking.BoxOffice;
import dev.evently.booking.OnOffer;
import dev.evently.booking.OnOffer.ProductOnOffer;
import dev.evently.sandbox.SandboxProcess;
import dev.evently.testing.IntegrationTest;
import dev.evently.testing.KafkaProbe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The service against the packaged payment sandbox: each of its tokens, and its death. */
@IntegrationTest
@Import({BoxOffice.class, Cashier.class})
class SandboxIT {

    private static final Duration HOLD = Duration.ofSeconds(15);
    private static final int PORT = freePort();
    private static final SandboxProcess SANDBOX = SandboxProcess.start(
            "payment_sandbox_of_booking",
            URI.create("http://127.0.0.1:" + PORT + Cashier.WEBHOOKS),
            Map.of(
                    "EVENTLY_SANDBOX_WEBHOOK_FIRSTRETRY", "PT0.2S",
                    "EVENTLY_SANDBOX_INTENTS_TRUTHAFTER", "PT4S",
                    "EVENTLY_SANDBOX_INTENTS_LATEBY", "PT1S"));

    private final UUID buyer = UUID.randomUUID();

    @Autowired
    BoxOffice office;

    @Autowired
    Cashier cashier;

    private OnOffer offer;
    private UUID booking;

    @DynamicPropertySource
    static void sandbox(DynamicPropertyRegistry registry) {
        registry.add("server.port", () -> PORT);
        registry.add("evently.holds.ttl", () -> HOLD);
        registry.add("evently.payments.provider-url", SANDBOX::url);
        registry.add("evently.payments.provider-api-key", () -> SandboxProcess.API_KEY);
        registry.add("evently.payments.webhook-secret", () -> SandboxProcess.WEBHOOK_SECRET);
    }

    @AfterAll
    static void stop() {
        SANDBOX.close();
    }

    @BeforeEach
    void hold() {
        offer = office.publish(OnOffer.with(ProductOnOffer.of(10)));
        booking = office.mustHold(buyer, 1, offer).id();
    }

    @Test
    void sellsForOk() {
        Answer paid = pay("tok_ok");

        assertThat(paid.status()).as("%s", paid.body()).isEqualTo(200);
        assertThat(cashier.tickets(buyer, booking)).hasSize(1);
    }

    @Test
    void declinesDeclined() {
        Answer declined = pay("tok_declined");

        assertThat(declined.status()).isEqualTo(402);
        assertThat(declined.text("reason")).isEqualTo("card_declined");
    }

    @Test
    void declinesWhatTheProviderDoesNotKnow() {
        Answer declined = pay("tok_other");

        assertThat(declined.status()).isEqualTo(402);
        assertThat(declined.text("reason")).isEqualTo("rejected");
    }

    @Test
    void sellsForPendingWhenTheWebhookComes() {
        assertThat(pay("tok_pending").status()).isEqualTo(202);

        cashier.awaitStatus(buyer, booking, "CONFIRMED");
    }

    @Test
    void sellsForTimeoutWhenTheWebhookComes() {
        assertThat(pay("tok_timeout").status()).isEqualTo(202);

        cashier.awaitStatus(buyer, booking, "CONFIRMED");
    }

    @Test
    void givesBackForLate() {
        try (KafkaProbe payments = KafkaProbe.on("evently.payments")) {
            Answer pending = pay("tok_late");
            assertThat(pending.status()).isEqualTo(202);

            cashier.awaitStatus(buyer, booking, "EXPIRED");

            payments.awaitType(
                    "dev.evently.payment.PaymentRefunded.v1",
                    event -> KafkaProbe.data(event).path("paymentId").asString().equals(pending.text("paymentId")));
            assertThat(cashier.tickets(buyer, booking)).isEmpty();
        }
    }

    @Test
    void sellsOnceForTwice() {
        try (KafkaProbe payments = KafkaProbe.on("evently.payments")) {
            assertThat(pay("tok_twice").status()).isEqualTo(200);

            office.cancel(buyer, booking);

            Cashier.patiently()
                    .until(() -> office.cancel(buyer, booking)
                            .body()
                            .path("refund")
                            .path("status")
                            .asString()
                            .equals("SUCCEEDED"));
            payments.awaitType(
                    "dev.evently.payment.PaymentRefunded.v1",
                    event -> KafkaProbe.data(event).path("bookingId").asString().equals(booking.toString()));
            assertThat(payments.records())
                    .filteredOn(seen -> seen.key().equals(booking.toString()))
                    .hasSize(2);
        }
    }

    @Test
    void refundsOnceTheProviderIsBack() {
        assertThat(pay("tok_ok").status()).isEqualTo(200);
        SANDBOX.kill();
        try {
            assertThat(office.cancel(buyer, booking).status()).isEqualTo(200);
        } finally {
            SANDBOX.restart();
        }

        Cashier.patiently()
                .until(() -> office.cancel(buyer, booking)
                        .body()
                        .path("refund")
                        .path("status")
                        .asString()
                        .equals("SUCCEEDED"));
    }

    private Answer pay(String token) {
        return cashier.pay(buyer, booking, UUID.randomUUID().toString(), token);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
