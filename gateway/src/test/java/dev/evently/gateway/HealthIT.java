package dev.evently.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evently.testing.TestTokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
        properties = {
            "evently.gateway.health.services[0]=booking-service",
            "evently.gateway.health.services[1]=event-service"
        })
@DirtiesContext
class HealthIT extends GatewayTest {

    private static final StubService EVENTS = new StubService();
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** The gateway waits for a second, and believes what it has learnt for half of one. */
    private static final Duration SHORTEST_ROUND = Duration.ofMillis(1_400);

    @LocalManagementPort
    private int managementPort;

    @DynamicPropertySource
    static void eventService(DynamicPropertyRegistry registry) {
        registry.add("spring.cloud.discovery.client.simple.instances.event-service[0].uri", EVENTS::address);
    }

    @AfterEach
    void recover() {
        EVENTS.recover();
        await().until(() -> send(request("/health")).statusCode() == 200);
    }

    @Test
    void isUpOnlyWhileEveryServiceIs() throws Exception {
        HttpResponse<String> well = send(request("/health"));
        assertThat(well.statusCode()).isEqualTo(200);
        assertThat(well.body())
                .isEqualTo("{\"status\":\"UP\",\"services\":{\"booking-service\":\"UP\",\"event-service\":\"UP\"}}");

        EVENTS.fallIll();

        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(
                        () -> assertThat(send(request("/health")).statusCode()).isEqualTo(503));
        assertThat(send(request("/health")).body())
                .isEqualTo(
                        "{\"status\":\"DOWN\",\"services\":{\"booking-service\":\"UP\",\"event-service\":\"DOWN\"}}");
        assertThat(send(request("/health/ready")).statusCode()).isEqualTo(200);
        assertThat(send(request("/health/live")).statusCode()).isEqualTo(200);
    }

    @Test
    void saysSoThoughAServiceIsSilentAndAsksItOnceHoweverManyAsk() throws Exception {
        EVENTS.fallSilent();
        await().atMost(Duration.ofSeconds(5))
                .until(() -> send(request("/health")).statusCode() == 503);
        int before = EVENTS.askedForHealth();
        long begin = System.nanoTime();

        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            List<CompletableFuture<HttpResponse<String>>> answers = Stream.generate(() -> http.sendAsync(
                            request("/health").timeout(LIMIT).build(), HttpResponse.BodyHandlers.ofString()))
                    .limit(100)
                    .toList();
            assertThat(answers)
                    .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(503));
        }

        long rounds = 1 + (System.nanoTime() - begin) / SHORTEST_ROUND.toNanos();
        assertThat(EVENTS.askedForHealth() - before).isLessThanOrEqualTo((int) rounds);
    }

    @Test
    void showsMetricsOnTheManagementPortOnly() throws Exception {
        assertThat(send(management("/metrics")).body()).contains("jvm_memory_used_bytes", "application=\"gateway\"");
        assertProblem(send(request("/metrics")), 404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/loggers/of.nowhere", "//loggers/of.nowhere", "/%6coggers/of.nowhere"})
    void letsOnlyAdministratorsChangeWhatIsLogged(String path) throws Exception {
        String user = TestTokens.user(UUID.randomUUID());

        assertThat(send(level(path, "TRACE")).statusCode()).isIn(400, 401);
        assertThat(send(level(path, "TRACE").header("Authorization", "Bearer " + user))
                        .statusCode())
                .isIn(400, 403);
        assertThat(LoggerFactory.getLogger("of.nowhere").isDebugEnabled()).isFalse();
    }

    @Test
    void letsAdministratorsChangeWhatIsLogged() throws Exception {
        String admin = "Bearer " + TestTokens.user(UUID.randomUUID(), "ADMIN");
        String path = "/loggers/of.somewhere";

        assertProblem(send(management(path)), 401, "unauthenticated");
        assertProblem(send(management("/loggers")), 401, "unauthenticated");
        assertProblem(
                send(management(path).header("Authorization", "Bearer " + TestTokens.user(UUID.randomUUID()))),
                403,
                "forbidden");
        assertThat(send(level(path, "DEBUG").header("Authorization", admin)).statusCode())
                .isEqualTo(204);
        assertThat(LoggerFactory.getLogger("of.somewhere").isDebugEnabled()).isTrue();
        assertProblem(send(request(path).header("Authorization", admin)), 404, "not-found");
    }

    private HttpRequest.Builder level(String path, String level) {
        return management(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"configuredLevel\":\"" + level + "\"}"));
    }

    private HttpRequest.Builder management(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path));
    }
}
