package dev.evently.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.evently.testing.servers.TestServers;
import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaymentSandboxIT {

    private static final String DATABASE = "payment_sandbox_it";

    private static Merchant merchant;
    private static SandboxProcess sandbox;
    private static SandboxClient client;

    private final String reference = UUID.randomUUID().toString();

    @BeforeAll
    static void start() throws IOException {
        merchant = new Merchant();
        sandbox = SandboxProcess.start(
                DATABASE,
                merchant.url(),
                Map.of(
                        "EVENTLY_SANDBOX_INTENTS_TRUTHAFTER", "PT0.5S",
                        "EVENTLY_SANDBOX_INTENTS_LATEBY", "PT0.2S",
                        "EVENTLY_SANDBOX_WEBHOOK_FIRSTRETRY", "PT0.1S",
                        "EVENTLY_SANDBOX_WEBHOOK_LEASE", "PT3S"));
        client = new SandboxClient(sandbox.url(), SandboxProcess.API_KEY);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
        merchant.close();
    }

    @Test
    void tellsSuccessInTheAnswerAndByWebhook() throws Exception {
        SandboxClient.Answer answer = client.pay("tok_ok", reference);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("status")).isEqualTo("succeeded");
        assertThat(answer.body().get("amount").asLong()).isEqualTo(9000);
        assertThat(answer.text("currency")).isEqualTo("EUR");
        assertThat(answer.text("reference")).isEqualTo(reference);
        Merchant.Webhook webhook = awaitWebhooks(reference, 1).getFirst();
        assertThat(webhook.type()).isEqualTo("payment_intent.succeeded");
        assertThat(webhook.body().get("data").get("id").asString()).isEqualTo(answer.text("id"));
    }

    @Test
    void declines() throws Exception {
        SandboxClient.Answer answer = client.pay("tok_declined", reference);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("status")).isEqualTo("declined");
        assertThat(answer.text("declineReason")).isEqualTo("card_declined");
        assertThat(awaitWebhooks(reference, 1).getFirst().type()).isEqualTo("payment_intent.declined");
    }

    @Test
    void settlesPendingIntentsLater() throws Exception {
        SandboxClient.Answer answer = client.pay("tok_pending", reference);

        assertThat(answer.text("status")).isEqualTo("pending");
        assertThat(awaitWebhooks(reference, 1).getFirst().type()).isEqualTo("payment_intent.succeeded");
        assertThat(client.get("/v1/payment-intents/" + answer.text("id")).text("status"))
                .isEqualTo("succeeded");
    }

    @Test
    void capturesLateTokensAfterTheirExpiryThoughTheMerchantCallsThemBack() throws Exception {
        Instant expiresAt = Instant.now().plusSeconds(1);
        SandboxClient.Answer answer = client.post(
                "/v1/payment-intents", reference, SandboxClient.intent("tok_late", reference, 9000, expiresAt));

        assertThat(answer.text("status")).isEqualTo("pending");
        assertThat(client.post("/v1/payment-intents/" + answer.text("id") + "/cancel")
                        .status())
                .isEqualTo(409);
        Merchant.Webhook webhook = awaitWebhooks(reference, 1).getFirst();
        assertThat(Instant.parse(webhook.body().get("createdAt").asString())).isAfter(expiresAt);
    }

    @Test
    void leavesTimeoutTokensUnansweredAndTellsTheTruthByWebhook() throws Exception {
        assertThatThrownBy(() -> client.waiting(Duration.ofSeconds(2)).pay("tok_timeout", reference))
                .isInstanceOf(HttpTimeoutException.class);

        assertThat(awaitWebhooks(reference, 1).getFirst().type()).isEqualTo("payment_intent.succeeded");
        assertThat(client.get("/v1/payment-intents?reference=" + reference)
                        .body()
                        .get("items")
                        .get(0)
                        .get("status")
                        .asString())
                .isEqualTo("succeeded");
    }

    @Test
    void deliversEveryWebhookOfTwiceTokensTwice() throws Exception {
        String intent = client.pay("tok_twice", reference).text("id");
        List<Merchant.Webhook> twins = awaitWebhooks(reference, 2);
        assertThat(twins)
                .extracting(Merchant.Webhook::id)
                .containsOnly(twins.getFirst().id());

        String refund = UUID.randomUUID().toString();
        client.post("/v1/refunds", refund, Map.of("intentId", intent, "amount", 9000, "reference", refund));
        assertThat(awaitWebhooks(refund, 2)).extracting(Merchant.Webhook::type).containsOnly("refund.succeeded");
    }

    @Test
    void declinesWhatIsAskedAfterItsExpiry() throws Exception {
        Map<String, Object> expired =
                SandboxClient.intent("tok_ok", reference, 9000, Instant.now().minusSeconds(1));

        SandboxClient.Answer answer = client.post("/v1/payment-intents", reference, expired);

        assertThat(answer.text("status")).isEqualTo("declined");
        assertThat(answer.text("declineReason")).isEqualTo("expired");
    }

    @Test
    void chargesOnceHoweverOftenOneKeyIsSent() throws Exception {
        Map<String, Object> request = SandboxClient.intent("tok_ok", reference, 9000);
        Set<String> ids = new HashSet<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<SandboxClient.Answer>> sends = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                sends.add(() -> client.post("/v1/payment-intents", reference, request));
            }
            for (Future<SandboxClient.Answer> answer : threads.invokeAll(sends)) {
                ids.add(answer.get().text("id"));
            }
        }

        assertThat(ids).hasSize(1);
        assertThat(client.get("/v1/payment-intents?reference=" + reference)
                        .body()
                        .get("items")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void refusesAKeyThatWasUsedForAnotherRequest() throws Exception {
        client.post("/v1/payment-intents", reference, SandboxClient.intent("tok_ok", reference, 9000));

        SandboxClient.Answer answer =
                client.post("/v1/payment-intents", reference, SandboxClient.intent("tok_ok", reference, 9001));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("type")).endsWith("idempotency-key-reused");
    }

    @Test
    void cancelsPendingIntentsForGood() throws Exception {
        String id = client.pay("tok_pending", reference).text("id");

        assertThat(client.post("/v1/payment-intents/" + id + "/cancel").text("status"))
                .isEqualTo("canceled");
        assertThat(client.post("/v1/payment-intents/" + id + "/cancel").text("status"))
                .isEqualTo("canceled");
        // A pending intent made later settles later: when its webhook is here, the cancelled one was passed over.
        String later = UUID.randomUUID().toString();
        client.pay("tok_pending", later);
        awaitWebhooks(later, 1);
        assertThat(merchant.about(reference)).isEmpty();
    }

    @Test
    void cancelsNothingThatIsFinal() throws Exception {
        String id = client.pay("tok_ok", reference).text("id");

        assertThat(client.post("/v1/payment-intents/" + id + "/cancel").status())
                .isEqualTo(409);
    }

    @Test
    void refundsNoMoreThanWasPaid() throws Exception {
        String intent = client.pay("tok_ok", reference).text("id");
        Map<String, Object> half = Map.of("intentId", intent, "amount", 6000, "reference", reference + "-r");

        SandboxClient.Answer first = client.post("/v1/refunds", reference + "-r", half);
        SandboxClient.Answer replay = client.post("/v1/refunds", reference + "-r", half);
        SandboxClient.Answer second = client.post("/v1/refunds", reference + "-s", half);

        assertThat(first.text("status")).isEqualTo("succeeded");
        assertThat(replay.text("id")).isEqualTo(first.text("id"));
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.text("detail")).contains("3000");
        Merchant.Webhook webhook = awaitWebhooks(reference + "-r", 1).getFirst();
        assertThat(webhook.body().get("data").get("intentId").asString()).isEqualTo(intent);
    }

    @Test
    void refundsNothingThatWasNotPaid() throws Exception {
        String intent = client.pay("tok_declined", reference).text("id");

        SandboxClient.Answer answer =
                client.post("/v1/refunds", reference, Map.of("intentId", intent, "amount", 1, "reference", reference));

        assertThat(answer.status()).isEqualTo(409);
    }

    @Test
    void signsWebhooksOverTimeAndBody() throws Exception {
        client.pay("tok_ok", reference);

        Merchant.Webhook webhook = awaitWebhooks(reference, 1).getFirst();
        String seconds = webhook.signature().replaceFirst("t=(\\d+),v1=[0-9a-f]{64}", "$1");
        assertThat(webhook.signature()).isEqualTo("t=" + seconds + ",v1=" + hmac(seconds + "." + webhook.raw()));
        assertThat(Long.parseLong(seconds))
                .isBetween(
                        Instant.now().minusSeconds(60).getEpochSecond(),
                        Instant.now().plusSeconds(1).getEpochSecond());
    }

    @Test
    void repeatsWebhooksUntilTheMerchantTakesThem() throws Exception {
        merchant.refuse(reference, 500, 302, 404);

        client.pay("tok_ok", reference);

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(merchant.about(reference))
                        .extracting(Merchant.Webhook::answered)
                        .containsExactly(500, 302, 404, 204));
        assertThat(merchant.about(reference))
                .extracting(Merchant.Webhook::id)
                .hasSize(4)
                .containsOnly(merchant.about(reference).getFirst().id());
    }

    @Test
    void keepsACrowdWaitingThatTheDatabaseIsTooSlowFor() throws Exception {
        TestServers servers = TestServers.shared();
        List<Future<SandboxClient.Answer>> answers = new ArrayList<>();
        try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor();
                Connection slow = DriverManager.getConnection(
                        servers.postgresUrl(DATABASE), servers.postgresUser(), servers.postgresPassword())) {
            slow.setAutoCommit(false);
            slow.createStatement().execute("LOCK TABLE payment_intents IN EXCLUSIVE MODE");
            for (int n = 0; n < 40; n++) {
                answers.add(crowd.submit(
                        () -> client.pay("tok_ok", UUID.randomUUID().toString())));
            }
            slow.createStatement().execute("SELECT pg_sleep(2.5)");

            assertThat(client.get("/health/ready").status()).isEqualTo(200);
            slow.rollback();
        }
        for (Future<SandboxClient.Answer> answer : answers) {
            assertThat(answer.get().status()).isEqualTo(200);
        }
    }

    @Test
    void forgetsNothingWhenItIsKilled() throws Exception {
        client.pay("tok_pending", reference);
        sandbox.kill();
        sandbox.restart();

        assertThat(awaitWebhooks(reference, 1).getFirst().type()).isEqualTo("payment_intent.succeeded");
    }

    @Test
    void answersNobodyWithoutTheKey() throws Exception {
        SandboxClient stranger = new SandboxClient(sandbox.url(), "sk_test_other");

        assertThat(stranger.pay("tok_ok", reference).status()).isEqualTo(401);
        assertThat(stranger.get("/v1/payment-intents?reference=x").status()).isEqualTo(401);
    }

    @Test
    void refusesUnknownTokens() throws Exception {
        SandboxClient.Answer answer = client.pay("tok_other", reference);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text("type")).endsWith("unknown-token");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"amount\":0,\"currency\":\"EUR\",\"method\":{\"type\":\"card\",\"token\":\"tok_ok\"},\"reference\":\"r\"}",
                "{\"amount\":1,\"currency\":\"euro\",\"method\":{\"type\":\"card\",\"token\":\"tok_ok\"},\"reference\":\"r\"}",
                "{\"amount\":1,\"currency\":\"EUR\",\"method\":{\"type\":\"cash\",\"token\":\"tok_ok\"},\"reference\":\"r\"}",
                "{\"amount\":1,\"currency\":\"EUR\",\"method\":{\"type\":\"card\",\"token\":\"tok_ok\"},\"reference\":\"\\u0000\"}",
                "{\"amount\":1,\"currency\":\"EUR\",\"method\":{\"type\":\"card\",\"token\":\"tok_ok\"},\"reference\":\"r\",\"metadata\":{\"a\":\"\\ud800\"}}",
                "{}"
            })
    void refusesBodiesThatMakeNoSense(String body) throws Exception {
        SandboxClient.Answer answer = client.post("/v1/payment-intents", reference, body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body().get("errors").isEmpty()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "[]", "{\"amount\":1.5}", "{\"amount\":\"1\"}", "{\"amount\":99999999999999999999}"})
    void refusesBodiesThatCannotBeRead(String body) throws Exception {
        assertThat(client.post("/v1/payment-intents", reference, body).status()).isEqualTo(400);
    }

    @Test
    void knowsNothingOfStrangeIds() throws Exception {
        assertThat(client.get("/v1/payment-intents/pi_none").status()).isEqualTo(404);
        assertThat(client.post("/v1/payment-intents/pi_none/cancel").status()).isEqualTo(404);
        assertThat(client.get("/v1/payment-intents?reference=none")
                        .body()
                        .get("items")
                        .isEmpty())
                .isTrue();
    }

    private static List<Merchant.Webhook> awaitWebhooks(String reference, int count) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(merchant.about(reference)).hasSize(count));
        return merchant.about(reference);
    }

    private static String hmac(String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SandboxProcess.WEBHOOK_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }
}
