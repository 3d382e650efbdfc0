package dev.evently.booking.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.booking.Answer;
import dev.evently.booking.BoxOffice;
import dev.evently.booking.OnOffer;
import dev.evently.testing.TestTokens;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

/** Pays for bookings as their buyers do, and delivers the provider's webhooks. */
@TestComponent
public class Cashier {

    public static final String WEBHOOKS = "/api/v1/webhooks/payments";

    private final BoxOffice office;
    private final Environment environment;
    private final Clock clock;

    public Cashier(BoxOffice office, Environment environment, Clock clock) {
        this.office = office;
        this.environment = environment;
        this.clock = clock;
    }

    public Answer pay(UUID buyer, UUID booking, StubProvider.Behaviour behaviour) {
        return pay(buyer, booking, UUID.randomUUID().toString(), behaviour.token());
    }

    public Answer pay(UUID buyer, UUID booking, String key, String token) {
        return payRaw(
                buyer,
                booking,
                Map.of("method", Map.of("type", "card", "token", token)),
                Map.of("Idempotency-Key", key));
    }

    public Answer payRaw(UUID buyer, UUID booking, Object body, Map<String, String> headers) {
        return office.post("/api/v1/bookings/" + booking + "/payment", TestTokens.user(buyer), body, headers);
    }

    /** Waits as long as a busy machine may take. */
    public static ConditionFactory patiently() {
        return Awaitility.await().atMost(Duration.ofMinutes(1));
    }

    /** A booking that is paid for. */
    public UUID mustBuy(UUID buyer, int quantity, OnOffer offer) {
        UUID booking = office.mustHold(buyer, quantity, offer).id();
        Answer paid = pay(buyer, booking, StubProvider.Behaviour.SUCCEED);
        assertThat(paid.status()).as("%s", paid.body()).isEqualTo(200);
        return booking;
    }

    /** Delivers a webhook with the signature it should have. */
    public Answer deliver(String webhook) {
        return deliver(webhook, signature(clock.instant(), webhook));
    }

    public Answer deliver(String webhook, String signature) {
        return office.post(WEBHOOKS, null, webhook, Map.of("Sandbox-Signature", signature));
    }

    public String signature(Instant at, String body) {
        String seconds = Long.toString(at.getEpochSecond());
        String secret = environment.getRequiredProperty("evently.payments.webhook-secret");
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] tag = mac.doFinal((seconds + "." + body).getBytes(StandardCharsets.UTF_8));
            return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(tag);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public void awaitStatus(UUID buyer, UUID booking, String status) {
        patiently()
                .alias(booking + " to be " + status)
                .until(() -> office.booking(buyer, booking).text("status").equals(status));
    }

    public List<JsonNode> tickets(UUID caller, UUID booking) {
        return List.copyOf(office.get("/api/v1/bookings/" + booking + "/tickets", TestTokens.user(caller))
                .body()
                .path("items")
                .values());
    }

    /** An answer that is no JSON. */
    public ResponseEntity<byte[]> download(UUID caller, String path) {
        return RestClient.create("http://127.0.0.1:" + environment.getRequiredProperty("local.server.port"))
                .get()
                .uri(path)
                .header("Authorization", "Bearer " + TestTokens.user(caller))
                .retrieve()
                .onStatus(HttpStatusCode::isError, (request, response) -> {})
                .toEntity(byte[].class);
    }
}
