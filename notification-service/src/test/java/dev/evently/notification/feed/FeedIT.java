package dev.evently.notification.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evently.notification.Api;
import dev.evently.notification.NotificationServiceTest;
import dev.evently.notification.World;
import dev.evently.platform.messaging.Topics;
import dev.evently.testing.TestEvents;
import dev.evently.testing.TestTokens;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

@NotificationServiceTest
class FeedIT {

    private final World world = new World();

    @LocalServerPort
    private int port;

    @Autowired
    private Feed feed;

    @Autowired
    private TransactionTemplate transaction;

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
    void tellsAnEffectOnceWhenInstancesRace() throws Exception {
        Effect effect = expiredHold("one and the same");

        race(8, () -> feed.tell(effect));

        assertThat(feed.after(world.userId, 0, 100)).hasSize(1);
    }

    @Test
    void showsNothingThatAnEarlierPositionMayStillPrecede() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (ExecutorService instances = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> slow = instances.submit(() -> transaction.executeWithoutResult(status -> {
                feed.tell(expiredHold("slow"));
                told.countDown();
                awaitQuietly(release);
            }));
            told.await();
            Future<?> fast = instances.submit(() -> feed.tell(expiredHold("fast")));

            try {
                await().during(Duration.ofMillis(500))
                        .until(() -> feed.after(world.userId, 0, 100).isEmpty());
            } finally {
                release.countDown();
            }
            slow.get();
            fast.get();
        }

        assertThat(feed.after(world.userId, 0, 100)).hasSize(2);
    }

    @Test
    void pagesThroughEverythingOnce() {
        for (int i = 0; i < 5; i++) {
            feed.tell(expiredHold("record " + i));
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
        feed.tell(expiredHold("record"));
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
        feed.tell(expiredHold("record"));
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

    private Effect expiredHold(String sourceEventId) {
        return new Effect(
                sourceEventId + world.userId,
                world.userId,
                Instant.parse("2027-01-15T10:22:00Z"),
                new Notice.BookingExpired(world.bookingId, world.eventId));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void race(int threads, Runnable action) throws Exception {
        Callable<Void> task = () -> {
            action.run();
            return null;
        };
        try (ExecutorService racers = Executors.newFixedThreadPool(threads)) {
            List<Callable<Void>> tasks = Collections.nCopies(threads, task);
            for (Future<Void> result : racers.invokeAll(tasks)) {
                result.get();
            }
        }
    }
}
