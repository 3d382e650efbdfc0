package dev.evently.analytics.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.analytics.AnalyticsStory;
import dev.evently.analytics.Sale;
import dev.evently.analytics.Sale.Message;
import dev.evently.testing.TestTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventReportIT extends AnalyticsStory {

    private final UUID ada = UUID.randomUUID();
    private final UUID bob = UUID.randomUUID();

    @Test
    void tellsTheStoryOfASale() {
        publishEvent();
        viewed(eventId, 40).publish();
        viewed(eventId, 2).publish();
        Sale kept = new Sale(eventId, ada, 3);
        kept.held().publish();
        kept.confirmed("2030-01-01T10:59:59.999999Z").publish();
        Sale partlyGivenBack = new Sale(eventId, bob, 2);
        partlyGivenBack.held().publish();
        partlyGivenBack.confirmed("2030-01-01T11:00:00Z").publish();
        partlyGivenBack.cancelled(1).publish();
        partlyGivenBack.refunded(1).publish();
        Sale abandoned = new Sale(eventId, bob, 4);
        abandoned.held().publish();
        abandoned.abandoned().publish();
        Sale paidTooLate = new Sale(eventId, bob, 4);
        paidTooLate.held().publish();
        paidTooLate.lateCaptureRefunded().publish();

        awaitEffects();
        assertThat(report(eventId)).isEqualTo(JSON.readTree("""
                {"eventId":"%s","title":"A concert","sold":4,"revenue":4000,"currency":"EUR",
                 "conversion":{"viewed":42,"held":4,"paid":2},
                 "salesByHour":[{"hour":"2030-01-01T10:00:00Z","sold":3,"revenue":3000},
                                {"hour":"2030-01-01T11:00:00Z","sold":1,"revenue":1000}]}
                """.formatted(eventId)));
    }

    @Test
    void showsZeroFiguresBeforeTheFirstSale() {
        publishEvent();

        assertThat(report(eventId)).isEqualTo(JSON.readTree("""
                {"eventId":"%s","title":"A concert","sold":0,"revenue":0,"currency":"EUR",
                 "conversion":{"viewed":0,"held":0,"paid":0},"salesByHour":[]}
                """.formatted(eventId)));
    }

    @Test
    void comesToTheSameFiguresInEveryOrder() {
        List<List<Integer>> orders = permutations(List.of(0, 1, 2, 3));
        List<UUID> events = new ArrayList<>();
        for (List<Integer> order : orders) {
            UUID event = UUID.randomUUID();
            events.add(event);
            Sale sale = new Sale(event, ada, 3);
            List<Message> messages =
                    List.of(sale.held(), sale.confirmed("2030-01-01T10:00:00Z"), sale.cancelled(2), sale.refunded(2));
            order.forEach(index -> messages.get(index).publish());
            published(event, 1, "A concert").publish();
        }

        awaitEffects();
        assertThat(events).hasSize(24).allSatisfy(event -> {
            assertThat(report(event).path("conversion")).isEqualTo(JSON.readTree("""
                    {"viewed":0,"held":1,"paid":1}
                    """));
            assertFigures(event, 1, 1_000);
        });
    }

    @Test
    void countsEveryEventOnceHoweverOftenItComes() {
        publishEvent();
        Sale sale = new Sale(eventId, ada, 3);
        List<Message> messages = List.of(
                viewed(eventId, 5),
                sale.held(),
                sale.confirmed("2030-01-01T10:00:00Z"),
                sale.cancelled(1),
                sale.refunded(1));
        for (int time = 0; time < 3; time++) {
            messages.forEach(Message::publish);
        }

        awaitEffects();
        assertFigures(eventId, 2, 2_000);
        assertThat(report(eventId).path("conversion")).isEqualTo(JSON.readTree("""
                {"viewed":5,"held":1,"paid":1}
                """));
    }

    @Test
    void countsAFactOnceEvenIfItIsToldAgainUnderANewId() {
        publishEvent();
        Sale sale = new Sale(eventId, ada, 3);
        for (int time = 0; time < 2; time++) {
            sale.held().publish();
            sale.confirmed("2030-01-01T10:00:00Z").publish();
            sale.cancelled(1).publish();
            sale.refunded(1).publish();
        }

        awaitEffects();
        assertFigures(eventId, 2, 2_000);
    }

    @Test
    void takesNothingOffForARefundOfAnotherPayment() {
        publishEvent();
        Sale sale = new Sale(eventId, ada, 2);
        sale.lateCaptureRefunded().publish();
        sale.confirmed("2030-01-01T10:00:00Z").publish();
        sale.lateCaptureRefunded().publish();
        sale.cancelled(1).publish();

        awaitEffects();
        assertFigures(eventId, 1, 1_000);
    }

    @Test
    void isCompleteAsSoonAsThePublicationIsHeardOf() {
        new Sale(eventId, ada, 2).confirmed("2030-01-01T10:00:00Z").publish();
        UUID other = UUID.randomUUID();
        new Sale(other, ada, 1).confirmed("2030-01-01T10:00:00Z").publish();
        published(other, 1, "Another").publish();
        awaitEffects();
        assertFigures(other, 1, 1_000);
        get(admin, "/api/v1/events/" + eventId + "/analytics").expectStatus().isNotFound();

        publishEvent();

        awaitEffects();
        assertFigures(eventId, 2, 2_000);
    }

    @Test
    void keepsTheLatestTitleWhateverTheOrder() {
        published(eventId, 3, "The third title").publish();
        published(eventId, 2, "The second title").publish();

        awaitEffects();
        assertThat(report(eventId).path("title").asString()).isEqualTo("The third title");
    }

    @Test
    void showsTheFiguresToWhoeverOnTheTeamMaySeeThem() {
        UUID owner = UUID.randomUUID();
        UUID manager = UUID.randomUUID();
        UUID atTheDoor = UUID.randomUUID();
        publishEvent();
        team(1, Map.of(owner, "OWNER", manager, "MANAGER", atTheDoor, "CHECK_IN"))
                .publish();

        awaitEffects();
        assertStatus(owner, 200);
        assertStatus(manager, 200);
        assertStatus(atTheDoor, 403);
        assertStatus(UUID.randomUUID(), 404);
    }

    @Test
    void hidesTheFiguresFromWhoHasLeftTheTeam() {
        UUID owner = UUID.randomUUID();
        UUID gone = UUID.randomUUID();
        UUID late = UUID.randomUUID();
        publishEvent();
        team(1, Map.of(owner, "OWNER", gone, "MANAGER")).publish();
        awaitEffects();
        assertStatus(gone, 200);

        team(3, Map.of(owner, "OWNER", late, "MANAGER")).publish();
        team(2, Map.of(owner, "OWNER", gone, "MANAGER")).publish();

        awaitEffects();
        assertStatus(late, 200);
        assertStatus(gone, 404);
        assertStatus(owner, 200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/events/x/analytics", "/api/v1/events/0193a0f2/analytics"})
    void namesAnIdThatIsNone(String path) {
        get(admin, path)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("id");
    }

    @Test
    void needsATokenOfAPerson() {
        publishEvent();

        get("no token", "/api/v1/events/" + eventId + "/analytics")
                .expectStatus()
                .isUnauthorized();
        get(TestTokens.service("another-service"), "/api/v1/events/" + eventId + "/analytics")
                .expectStatus()
                .isForbidden();
    }

    private void assertStatus(UUID userId, int status) {
        get(TestTokens.user(userId), "/api/v1/events/" + eventId + "/analytics")
                .expectStatus()
                .isEqualTo(status);
    }

    private void assertFigures(UUID event, long sold, long revenue) {
        assertThat(report(event).path("sold").asLong()).isEqualTo(sold);
        assertThat(report(event).path("revenue").asLong()).isEqualTo(revenue);
    }

    private static List<List<Integer>> permutations(List<Integer> of) {
        if (of.isEmpty()) {
            return List.of(List.of());
        }
        List<List<Integer>> all = new ArrayList<>();
        for (Integer first : of) {
            List<Integer> others =
                    of.stream().filter(other -> !other.equals(first)).toList();
            for (List<Integer> rest : permutations(others)) {
                List<Integer> one = new ArrayList<>(List.of(first));
                one.addAll(rest);
                all.add(one);
            }
        }
        return all;
    }
}
