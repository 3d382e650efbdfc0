package dev.evently.analytics;

import dev.evently.analytics.Sale.Message;
import dev.evently.platform.messaging.Topics;
import dev.evently.testing.IntegrationTest;
import dev.evently.testing.TestTokens;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service; each test has an event and an organizer of its own. */
@IntegrationTest
public abstract class AnalyticsStory {

    protected static final JsonMapper JSON = JsonMapper.builder().build();

    protected final UUID eventId = UUID.randomUUID();
    protected final UUID organizerId = UUID.randomUUID();
    protected final String admin = TestTokens.user(UUID.randomUUID(), "ADMIN");

    @LocalServerPort
    private int port;

    protected RestTestClient.ResponseSpec get(String token, String path) {
        return RestTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .build()
                .get()
                .uri(path)
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .exchange();
    }

    protected JsonNode report(UUID event) {
        return ok(get(admin, "/api/v1/events/" + event + "/analytics"));
    }

    protected JsonNode overview() {
        return ok(get(admin, "/api/v1/analytics/overview"));
    }

    protected static JsonNode ok(RestTestClient.ResponseSpec response) {
        return JSON.readTree(Objects.requireNonNull(
                response.expectStatus().isOk().expectBody().returnResult().getResponseBody()));
    }

    /** Waits until everything published so far has had its effect. */
    protected static void awaitEffects() {
        try (ReadProgress progress = new ReadProgress()) {
            await().until(progress::isAtTheEnd);
        }
    }

    protected static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50));
    }

    protected void publishEvent() {
        published(eventId, 1, "A concert").publish();
        awaitEffects();
    }

    protected Message published(UUID event, long version, String title) {
        UUID quotaId = UUID.randomUUID();
        Map<String, @Nullable Object> data = new HashMap<>();
        data.put("eventId", event);
        data.put("version", version);
        data.put("organizerId", organizerId);
        data.put("title", title);
        data.put("category", "concert");
        data.put("venue", null);
        data.put("startsAt", "2031-01-01T19:00:00Z");
        data.put("endsAt", "2031-01-01T22:00:00Z");
        data.put("timezone", "Europe/Berlin");
        data.put("currency", "EUR");
        data.put(
                "products",
                List.of(Map.of(
                        "id",
                        UUID.randomUUID(),
                        "name",
                        "Standing",
                        "price",
                        1_000,
                        "capacity",
                        100,
                        "maxPerBooking",
                        8,
                        "quotaIds",
                        List.of(quotaId))));
        data.put("quotas", List.of(Map.of("id", quotaId, "name", "Standing", "capacity", 100)));
        return event(version == 1 ? "EventPublished" : "EventUpdated", event, data);
    }

    protected Message cancelled(UUID event, long version) {
        return event(
                "EventCancelled",
                event,
                Map.of(
                        "eventId",
                        event,
                        "version",
                        version,
                        "organizerId",
                        organizerId,
                        "title",
                        "A concert",
                        "startsAt",
                        "2031-01-01T19:00:00Z",
                        "cancelledAt",
                        "2030-06-01T00:00:00Z"));
    }

    protected Message viewed(UUID event, long views) {
        return event(
                "EventViewsCounted",
                event,
                Map.of("eventId", event, "views", views, "from", "2030-01-01T10:00:00Z", "to", "2030-01-01T10:00:05Z"));
    }

    protected Message team(long version, Map<UUID, String> roles) {
        return event(
                "OrganizerTeamChanged",
                organizerId,
                Map.of(
                        "organizerId",
                        organizerId,
                        "name",
                        "Concerts",
                        "version",
                        version,
                        "members",
                        roles.entrySet().stream()
                                .map(member -> Map.of("userId", member.getKey(), "role", member.getValue()))
                                .toList()));
    }

    private static Message event(String name, UUID key, Map<String, ? extends @Nullable Object> data) {
        return Message.of(
                Topics.EVENTS, key.toString(), "dev.evently.event." + name + ".v1", JSON.writeValueAsString(data));
    }
}
