package dev.evently.notification.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.notification.Api;
import dev.evently.notification.NotificationServiceTest;
import dev.evently.notification.World;
import dev.evently.platform.messaging.Topics;
import dev.evently.testing.TestEvents;
import dev.evently.testing.TestTokens;
import io.cloudevents.CloudEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@NotificationServiceTest
class FeedIT {

    private final World world = new World();

    @LocalServerPort
    private int port;

    @Autowired
    private Feed feed;

    @Test
    void listsWhatHappenedToTheCallerNewestFirst() {
        world.confirmBooking();
        world.cancelBooking("EVENT_CANCELLED", 9000L);

        List<JsonNode> notifications = api().awaitNotifications(2);

        assertThat(notifications)
                .extracting(item -> item.path("type").asString())
                .containsExactly("booking.cancelled", "booking.confirmed");
        JsonNode cancelled = notifications.getFirst();
        assertThat(UUID.fromString(cancelled.path("id").asString())).isNotNull();
        assertThat(Instant.parse(cancelled.path("at").asString())).isNotNull();
        assertThat(cancelled.path("readAt").isNull()).isTrue();
        assertThat(cancelled.at("/data/bookingId").asString()).isEqualTo(world.bookingId.toString());
        assertThat(cancelled.at("/data/reason").asString()).isEqualTo("EVENT_CANCELLED");
        assertThat(cancelled.at("/data/refund/amount").asLong()).isEqualTo(9000);
        assertThat(notifications.getLast().at("/data/places").asInt()).isEqualTo(2);
        assertThat(notifications.getLast().at("/data/total").asLong()).isEqualTo(9000);
        assertThat(new Api(port, UUID.randomUUID()).notifications()).isEmpty();
    }

    @Test
    void tellsAnEffectOnceHoweverOftenItsRecordComes() {
        CloudEvent confirmed = world.confirmBooking();
        TestEvents.publish(Topics.BOOKINGS, world.bookingId.toString(), confirmed);
        TestEvents.publish(Topics.BOOKINGS, world.bookingId.toString(), confirmed);
        world.cancelBooking("BUYER", null);

        assertThat(api().awaitNotifications(2)).hasSize(2);
    }

    @Test
    void pagesThroughEverythingOnce() {
        for (int i = 0; i < 5; i++) {
            feed.tell(List.of(world.expiredHold("record " + i)));
        }

        List<String> seen = new ArrayList<>();
        JsonNode page = api().page("?limit=2");
        while (true) {
            page.path("items").forEach(item -> seen.add(item.path("id").asString()));
            if (page.path("next").isNull()) {
                break;
            }
            page = api().page("?limit=2&cursor=" + page.path("next").asString());
        }

        assertThat(seen)
                .hasSize(5)
                .isEqualTo(api().notifications().stream()
                        .map(item -> item.path("id").asString())
                        .toList());
    }

    @Test
    void remembersWhatWasRead() {
        feed.tell(List.of(world.expiredHold("record")));
        String id = api().notifications().getFirst().path("id").asString();

        api().http()
                .put()
                .uri("/api/v1/notifications/" + id + "/read")
                .exchange()
                .expectStatus()
                .isNoContent();
        String readAt = api().notifications().getFirst().path("readAt").asString();
        api().http()
                .put()
                .uri("/api/v1/notifications/" + id + "/read")
                .exchange()
                .expectStatus()
                .isNoContent();

        assertThat(Instant.parse(readAt)).isNotNull();
        assertThat(api().notifications().getFirst().path("readAt").asString()).isEqualTo(readAt);
    }

    @Test
    void hidesTheNotificationsOfOthers() {
        feed.tell(List.of(world.expiredHold("record")));
        String id = api().notifications().getFirst().path("id").asString();

        new Api(port, UUID.randomUUID())
                .http()
                .put()
                .uri("/api/v1/notifications/" + id + "/read")
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("/problems/not-found");
        assertThat(api().notifications().getFirst().path("readAt").isNull()).isTrue();
    }

    @Test
    void refusesForgedCursorAndLimitOutOfRange() {
        api().http()
                .get()
                .uri("/api/v1/notifications?cursor=eA")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("/problems/invalid-cursor");
        api().http()
                .get()
                .uri("/api/v1/notifications?limit=101")
                .exchange()
                .expectStatus()
                .is4xxClientError()
                .expectBody()
                .jsonPath("$.errors[0].field")
                .isEqualTo("limit");
    }

    @Test
    void refusesWhoIsNobodyOrAMachine() {
        new Api(port, "no token")
                .http()
                .get()
                .uri("/api/v1/notifications")
                .exchange()
                .expectStatus()
                .isUnauthorized();
        new Api(port, TestTokens.service("waitlist-service"))
                .http()
                .get()
                .uri("/api/v1/notifications")
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    @Test
    void leavesAnExpiredOfferToTheWaitlist() {
        world.expireBooking(UUID.randomUUID());
        world.expireBooking(null);

        assertThat(api().awaitNotifications(1)).hasSize(1);
        assertThat(feed.after(world.userId, 0, 100)).hasSize(1);
    }

    private Api api() {
        return new Api(port, world.userId);
    }
}
