package dev.evently.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What every service says of itself while a server is away: that it is not ready without its database, that it goes on without
 * anything else, that it is alive whatever happens, and nothing more.
 */
class HonestHealthIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** The ports without the suite's offset. */
    private static final Map<String, Integer> SERVICES = Map.of(
            "identity-service", 8101,
            "event-service", 8102,
            "booking-service", 8103,
            "waitlist-service", 8104,
            "notification-service", 8105,
            "analytics-service", 8106,
            "payment-sandbox", 8107);

    private final RunningSuite suite = RunningSuite.shared();

    @BeforeEach
    @AfterEach
    void isWell() {
        suite.restore();
        eventually(() -> {
            for (String service : SERVICES.keySet()) {
                assertSays(service, "/health/ready", 200, "UP");
            }
            assertThat(gateway("/health").statusCode()).isEqualTo(200);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis", "kafka", "discovery"})
    void everythingGoesOnWithout(String server) {
        suite.kill(server);

        await().during(Duration.ofSeconds(4)).atMost(PATIENCE).untilAsserted(() -> {
            for (String service : SERVICES.keySet()) {
                assertSays(service, "/health/live", 200, "UP");
                assertSays(service, "/health/ready", 200, "UP");
            }
            assertThat(gateway("/health").statusCode()).isEqualTo(200);
            assertThat(gateway("/health/ready").statusCode()).isEqualTo(200);
        });
    }

    @Test
    void nothingIsReadyWithoutItsDatabase() {
        suite.kill("postgres");

        eventually(() -> {
            for (String service : SERVICES.keySet()) {
                assertSays(service, "/health/live", 200, "UP");
                assertSays(service, "/health/ready", 503, "DOWN");
                assertSays(service, "/health", 503, "DOWN");
            }
            HttpResponse<String> suiteHealth = gateway("/health");
            assertThat(suiteHealth.statusCode()).isEqualTo(503);
            assertThat(JSON.readTree(suiteHealth.body())
                            .path("services")
                            .valueStream()
                            .map(JsonNode::asString))
                    .hasSize(6)
                    .containsOnly("DOWN");
        });
        eventually(() -> {
            assertThat(gateway("/health/live").statusCode()).isEqualTo(200);
            assertThat(gateway("/health/ready").statusCode()).as("it can route").isEqualTo(200);
        });
    }

    private void assertSays(String service, String path, int status, String word) throws Exception {
        HttpResponse<String> answer =
                get("http://127.0.0.1:" + suite.port(Objects.requireNonNull(SERVICES.get(service))) + path);
        assertThat(answer.statusCode())
                .as("%s %s: %s", service, path, answer.body())
                .isEqualTo(status);
        JsonNode body = JSON.readTree(answer.body());
        assertThat(body.path("status").asString()).isEqualTo(word);
        assertThat(body.propertyNames()).as("nothing of what is inside").isSubsetOf("status", "groups");
    }

    private HttpResponse<String> gateway(String path) throws IOException, InterruptedException {
        return get(suite.gatewayUrl() + path);
    }

    private static HttpResponse<String> get(String address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address))
                .timeout(Duration.ofSeconds(10))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static void eventually(Asserted asserted) {
        await().atMost(PATIENCE).ignoreExceptionsInstanceOf(IOException.class).untilAsserted(asserted::hold);
    }

    private interface Asserted {
        void hold() throws Exception;
    }
}
