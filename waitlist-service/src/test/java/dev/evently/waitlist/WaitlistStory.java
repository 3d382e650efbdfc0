package dev.evently.waitlist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.platform.messaging.Topics;
import dev.evently.testing.IntegrationTest;
import dev.evently.testing.MutableClock;
import dev.evently.testing.TestEvents;
import dev.evently.testing.TestTokens;
import dev.evently.testing.contracts.Contracts;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service with an event on sale; each test has an event and a product of its own. */
@IntegrationTest
public abstract class WaitlistStory {

    protected static final BookingServer BOOKINGS = new BookingServer();
    protected static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MAX_PER_BOOKING = 4;

    protected final UUID eventId = UUID.randomUUID();
    protected final UUID productId = UUID.randomUUID();

    @Autowired
    protected MutableClock clock;

    @Autowired
    protected JdbcClient jdbc;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("evently.client.secret", () -> "a-secret-of-the-test");
        registry.add("spring.cloud.discovery.client.simple.instances.booking-service[0].uri", BOOKINGS::address);
        registry.add("spring.datasource.hikari.connection-timeout", () -> 30_000);
        registry.add("evently.offers.poll-interval", () -> "PT0.05S");
        registry.add("evently.offers.read-timeout", () -> "PT1.5S");
        registry.add("evently.offers.retry-delay", () -> "PT0.1S");
    }

    @BeforeEach
    void startWithoutFaults() {
        BOOKINGS.reset();
    }

    @AfterEach
    void returnToTheTimeOfTheSystem() {
        clock.reset();
    }

    protected String address() {
        return "http://127.0.0.1:" + port;
    }

    protected RestTestClient api() {
        return RestTestClient.bindToServer().baseUrl(address()).build();
    }

    /** The API as that person calls it. */
    protected RestTestClient as(UUID userId) {
        return api().mutate()
                .defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + TestTokens.user(userId))
                .build();
    }

    protected RestTestClient.ResponseSpec tryToJoin(UUID userId, int quantity) {
        return as(userId)
                .post()
                .uri("/api/v1/events/{id}/waitlist", eventId)
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of("productId", productId, "quantity", quantity))
                .exchange();
    }

    protected JsonNode join(UUID userId, int quantity) {
        return body(tryToJoin(userId, quantity).expectStatus().isCreated());
    }

    protected void leave(UUID userId, String entryId) {
        as(userId)
                .delete()
                .uri("/api/v1/waitlist/{id}", entryId)
                .exchange()
                .expectStatus()
                .isNoContent();
    }

    /** The latest entry of that person, as the API shows it. */
    protected JsonNode entryOf(UUID userId) {
        return body(as(userId)
                        .get()
                        .uri("/api/v1/waitlist?limit=1")
                        .exchange()
                        .expectStatus()
                        .isOk())
                .at("/items/0");
    }

    protected String statusOf(UUID userId) {
        return entryOf(userId).path("status").asString();
    }

    protected BookingServer.Held holdOf(UUID userId) {
        return BOOKINGS.holds(productId).stream()
                .filter(held -> held.buyerId().equals(userId))
                .findFirst()
                .orElseThrow();
    }

    protected void awaitStatus(UUID userId, String status) {
        await().untilAsserted(() -> assertThat(statusOf(userId)).isEqualTo(status));
    }

    /** Waits until no line is due, nobody walks one, and none is put off because an answer was missing. */
    protected void awaitRest() {
        await().until(() -> jdbc.sql("""
                        SELECT count(*) FROM waiting_line
                        WHERE event_id = ? AND (claim_id IS NOT NULL OR failures > 0 OR due_at <= ?)
                        """)
                        .params(eventId, Timestamp.from(clock.instant()))
                        .query(Integer.class)
                        .single()
                == 0);
    }

    protected static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(30));
    }

    protected static JsonNode body(RestTestClient.ResponseSpec response) {
        return JSON.readTree(
                Objects.requireNonNull(response.expectBody().returnResult().getResponseBody()));
    }

    /** Publishes the event of this test, to start in 30 days, and waits until the service knows it. */
    protected void publishEvent() {
        publishEvent(1, clock.instant().plus(Duration.ofDays(30)));
    }

    protected void publishEvent(long version, Instant startsAt) {
        publish(version == 1 ? "EventPublished" : "EventUpdated", description(version, startsAt));
        await().until(() -> jdbc.sql("SELECT count(*) FROM listed_event WHERE event_id = ? AND version >= ?")
                        .params(eventId, version)
                        .query(Integer.class)
                        .single()
                == 1);
    }

    protected void cancelEvent() {
        publish(
                "EventCancelled",
                Map.of(
                        "eventId",
                        eventId,
                        "version",
                        9,
                        "organizerId",
                        UUID.randomUUID(),
                        "title",
                        "A concert",
                        "startsAt",
                        "2030-01-01T20:00:00Z",
                        "cancelledAt",
                        "2029-01-01T20:00:00Z"));
    }

    /** Puts more places on sale and tells so, as when the organizer raises the capacity. */
    protected void openPlaces(int places) {
        BOOKINGS.stock(productId, places);
        publish(
                Topics.BOOKINGS,
                "dev.evently.booking.PlacesOpened.v1",
                Map.of(
                        "eventId",
                        eventId,
                        "reason",
                        "CAPACITY_RAISED",
                        "products",
                        List.of(Map.of("productId", productId, "quantity", places)),
                        "openedAt",
                        clock.instant().toString()));
    }

    protected void publish(String name, Map<String, ? extends @Nullable Object> data) {
        publish(Topics.EVENTS, "dev.evently.event." + name + ".v1", data);
    }

    private void publish(String topic, String type, Map<String, ? extends @Nullable Object> data) {
        String json = JSON.writeValueAsString(data);
        Contracts.assertValid(type, json);
        var _ = TestEvents.publish(topic, eventId.toString(), type, eventId.toString(), json);
    }

    protected Map<String, @Nullable Object> description(long version, Instant startsAt) {
        UUID quotaId = UUID.randomUUID();
        Map<String, @Nullable Object> event = new HashMap<>();
        event.put("eventId", eventId);
        event.put("version", version);
        event.put("organizerId", UUID.randomUUID());
        event.put("title", "A concert");
        event.put("category", "concert");
        event.put("venue", null);
        event.put("startsAt", startsAt.toString());
        event.put("endsAt", startsAt.plus(Duration.ofHours(2)).toString());
        event.put("timezone", "Europe/Berlin");
        event.put("currency", "EUR");
        event.put(
                "products",
                List.of(Map.of(
                        "id",
                        productId,
                        "name",
                        "Standing",
                        "price",
                        100,
                        "capacity",
                        10,
                        "maxPerBooking",
                        MAX_PER_BOOKING,
                        "quotaIds",
                        List.of(quotaId))));
        event.put("quotas", List.of(Map.of("id", quotaId, "name", "Standing", "capacity", 10)));
        return event;
    }
}
