package dev.evently.analytics.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.analytics.AnalyticsStory;
import dev.evently.analytics.ReadProgress;
import dev.evently.analytics.Sale;
import dev.evently.testing.TestTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import tools.jackson.databind.JsonNode;

class OverviewIT extends AnalyticsStory {

    private static final int MANY = 20;

    @Autowired
    private KafkaListenerEndpointRegistry listeners;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void countsWhatIsSoldOverAllEvents() {
        publishEvent();
        UUID regular = UUID.randomUUID();
        JsonNode before = overview();

        List<Sale> sales = new ArrayList<>();
        for (int n = 0; n < MANY; n++) {
            sales.add(new Sale(eventId, n < 2 ? regular : UUID.randomUUID(), 2));
            sales.getLast().held().publish();
            sales.getLast().confirmed("2030-01-01T10:00:00Z").publish();
        }
        sales.get(2).cancelled(2).publish();
        sales.get(3).cancelled(1).publish();
        new Sale(eventId, UUID.randomUUID(), 2).held().publish();

        awaitEffects();
        JsonNode after = overview();
        assertThat(growth(before, after, "events")).isZero();
        assertThat(growth(before, after, "bookings")).isEqualTo(MANY - 1);
        assertThat(growth(before, after, "customers")).isEqualTo(MANY - 2);
        assertThat(euros(after) - euros(before)).isEqualTo(1_000L * (2 * MANY - 3));
        assertThat(after.at("/topEvents/0"))
                .isEqualTo(JSON.readTree("""
                {"eventId":"%s","title":"A concert","bookings":%d,"revenue":%d,"currency":"EUR"}
                """.formatted(eventId, MANY - 1, 1_000 * (2 * MANY - 3))));
        assertThat(after.path("topEvents").size()).isLessThanOrEqualTo(10);
    }

    @Test
    void countsPublishedEventsUntilTheyAreCancelled() {
        long before = overview().path("events").asLong();

        publishEvent();
        assertThat(overview().path("events").asLong()).isEqualTo(before + 1);
        cancelled(eventId, 2).publish();
        published(eventId, 1, "A concert").publish();

        awaitEffects();
        assertThat(overview().path("events").asLong()).isEqualTo(before);
    }

    @Test
    void isForAdminsOnly() {
        get(TestTokens.user(UUID.randomUUID()), "/api/v1/analytics/overview")
                .expectStatus()
                .isForbidden();
        get(TestTokens.service("another-service"), "/api/v1/analytics/overview")
                .expectStatus()
                .isForbidden();
        get("no token", "/api/v1/analytics/overview").expectStatus().isUnauthorized();
    }

    @Test
    void comesBackFromKafkaAfterEverythingWasDeleted() {
        publishEvent();
        Sale sale = new Sale(eventId, UUID.randomUUID(), 3);
        sale.held().publish();
        sale.confirmed("2030-01-01T10:00:00Z").publish();
        sale.cancelled(1).publish();
        viewed(eventId, 7).publish();
        awaitEffects();
        JsonNode overview = overview();
        JsonNode report = report(eventId);

        listeners.stop();
        jdbc.sql("TRUNCATE published_event, team, team_member, event_views, sale, cancelled_item, refund, inbox")
                .update();
        try (ReadProgress progress = new ReadProgress()) {
            await().ignoreExceptions().untilAsserted(progress::returnToTheStart);
        }
        assertThat(overview().path("bookings").asLong()).isZero();
        listeners.start();

        awaitEffects();
        assertThat(report.path("sold").asLong()).isEqualTo(2);
        assertThat(report(eventId)).isEqualTo(report);
        assertThat(overview()).isEqualTo(overview);
    }

    private static long growth(JsonNode before, JsonNode after, String figure) {
        return after.path(figure).asLong() - before.path(figure).asLong();
    }

    private static long euros(JsonNode overview) {
        return overview.path("revenue")
                .valueStream()
                .filter(revenue -> revenue.path("currency").asString().equals("EUR"))
                .mapToLong(revenue -> revenue.path("amount").asLong())
                .sum();
    }
}
