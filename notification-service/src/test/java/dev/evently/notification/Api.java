package dev.evently.notification;

import dev.evently.testing.TestTokens;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The public API as one user sees it. */
public final class Api {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final RestTestClient http;

    public Api(int port, UUID userId) {
        this(port, TestTokens.user(userId));
    }

    public Api(int port, String token) {
        this.http = RestTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .defaultHeaders(headers -> headers.setBearerAuth(token))
                .build();
    }

    public RestTestClient http() {
        return http;
    }

    public JsonNode page(String query) {
        byte[] body = http.get()
                .uri("/api/v1/notifications" + query)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseBody();
        return JSON.readTree(body == null ? new byte[0] : body);
    }

    /** The user's newest notifications. */
    public List<JsonNode> notifications() {
        return page("?limit=100").path("items").valueStream().toList();
    }

    /** Waits until the user has at least so many notifications, newest first. */
    public List<JsonNode> awaitNotifications(int number) {
        return Awaitility.await(number + " notifications")
                .atMost(PATIENCE)
                .until(this::notifications, found -> found.size() >= number);
    }
}
