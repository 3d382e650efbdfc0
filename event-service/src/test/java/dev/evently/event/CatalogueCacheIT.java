package dev.evently.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evently.platform.messaging.Topics;
import dev.evently.testing.IntegrationTest;
import dev.evently.testing.KafkaProbe;
import dev.evently.testing.contracts.Contracts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/**
 * An instance that writes, and one that keeps what it has read for an hour: whatever newer it answers, it was told. Redis
 * is given time, so that a busy machine does not take it for away.
 */
@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CatalogueCacheIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final EventApi here;
    private final EventApi owner;
    private final JdbcClient database;
    private Instance other;
    private EventApi there;
    private String organizerId;

    CatalogueCacheIT(@LocalServerPort int port, @Autowired JdbcClient database) {
        this.here = EventApi.anybody(port);
        this.owner = here.as(UUID.randomUUID());
        this.database = database;
    }

    @BeforeAll
    void start(@Autowired Environment first) {
        other = Instance.like(
                first,
                "evently.cache.refresh-after=1h",
                "evently.cache.longest=1h",
                "evently.cache.absent-for=1h",
                "evently.cache.shared.timeout=10s",
                "evently.cache.shared.lease=10s",
                "evently.cache.shared.fresh-for=1h");
        there = other.visitor();
        organizerId = owner.organizer();
        await().atMost(LIMIT).until(() -> cache(there).path("listening").asBoolean());
    }

    @AfterAll
    void stop() {
        other.close();
    }

    @Test
    void tellsTheOtherInstanceOfEachChange() {
        String event = owner.draft(EventApi.eventBody(organizerId, null, "Before", Duration.ofDays(9)));
        there.get("/events/" + event).expectProblem(404, "not-found");

        owner.post("/events/" + event + "/publish", "").expect(200);
        await().atMost(LIMIT).until(() -> there.get("/events/" + event).status() == 200);
        assertThat(there.get("/events/" + event).expect(200).text("title")).isEqualTo("Before");

        owner.patch("/events/" + event, "{\"title\":\"After\"}").expect(200);
        await().atMost(LIMIT)
                .until(() ->
                        there.get("/events/" + event).expect(200).text("title").equals("After"));

        owner.post("/events/" + event + "/cancel", "").expect(200);
        await().atMost(LIMIT)
                .until(() ->
                        there.get("/events/" + event).expect(200).text("status").equals("CANCELLED"));
    }

    @Test
    void tellsTheOtherInstanceThatListsAreOthers() {
        String list = "/events?category=" + UUID.randomUUID();
        String category = list.substring(list.indexOf('=') + 1);
        assertThat(there.get(list).expect(200).body().path("items")).isEmpty();

        owner.publish(EventApi.eventBody(
                organizerId, null, "New", category, Instant.now().plus(Duration.ofDays(3)), 100));

        await().atMost(LIMIT)
                .until(() -> there.get(list).expect(200).body().path("items").size() == 1);
    }

    @Test
    void showsAWriterAndEverybodyHereWhatWasWrittenAtOnce() {
        String event = publish("Before");
        assertThat(here.get("/events/" + event).expect(200).text("title")).isEqualTo("Before");
        assertThat(here.get("/events?q=" + event.substring(0, 8)).status()).isEqualTo(200);

        owner.patch("/events/" + event, "{\"title\":\"After\"}").expect(200);

        assertThat(owner.get("/events/" + event).expect(200).text("title")).isEqualTo("After");
        assertThat(here.get("/events/" + event).expect(200).text("title")).isEqualTo("After");
    }

    @Test
    void answersFromMemoryWithTheSameTagAndText() {
        String event = publishHeard("Kept");
        EventApi.Answer first = here.get("/events/" + event).expect(200);

        EventApi.Answer second = there.get("/events/" + event).expect(200);

        assertThat(second.header("Cache-Status")).isEqualTo("event-service;hit");
        assertThat(second.response().body()).isEqualTo(first.response().body());
        assertThat(second.header("ETag")).isEqualTo(first.header("ETag")).isEqualTo("\"2\"");
        assertThat(second.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(second.header("CDN-Cache-Control")).isEqualTo("public, max-age=1");
        assertThat(second.header("Content-Type")).isEqualTo("application/json");
        there.get("/events/" + event, "If-None-Match", "\"2\"").expect(304);
        String list = "/events?q=Kept&organizerId=" + organizerId;
        EventApi.Answer page = there.get(list).expect(200);
        assertThat(page.header("Cache-Control")).isEqualTo("no-cache");
        there.get(list, "If-None-Match", page.header("ETag")).expect(304);
        there.get("/events/" + event, "Accept", "text/html").expectProblem(406, "not-acceptable");
    }

    @Test
    void sharesWhatOneInstanceHasRead() {
        String event = publish("Shared");
        long before = secondLevelHits();
        await().atMost(LIMIT).until(() -> {
            // A busy instance here may take Redis for away, and not put it there the first time.
            here.asAdmin()
                    .post("/admin/cache/invalidate", "{\"eventId\":\"" + event + "\"}")
                    .expect(202);
            here.get("/events/" + event).expect(200);
            there.get("/events/" + event).expect(200);
            return secondLevelHits() > before;
        });
    }

    @Test
    void readsTheDatabaseOnceForManyReaders() throws Exception {
        long before = cache(there).path("secondLevel").path("misses").asLong();
        String wanted = "/events/" + UUID.randomUUID();
        try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<EventApi.Answer>> answers = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                answers.add(readers.submit(() -> there.get(wanted)));
            }
            for (Future<EventApi.Answer> answer : answers) {
                answer.get().expectProblem(404, "not-found");
            }
        }

        assertThat(cache(there).path("secondLevel").path("misses").asLong() - before)
                .isEqualTo(1);
    }

    @Test
    void neitherKeepsNorFindsADraftInTheCache() {
        String event = owner.draft(EventApi.eventBody(organizerId, null, "Secret", Duration.ofDays(9)));

        here.get("/events/" + event).expectProblem(404, "not-found");
        EventApi.Answer draft = owner.get("/events/" + event).expect(200);
        assertThat(draft.text("title")).isEqualTo("Secret");
        assertThat(draft.header("Cache-Control")).isEqualTo("no-store");
        assertThat(draft.header("Cache-Status")).isEmpty();
        assertThat(draft.header("CDN-Cache-Control")).isEmpty();
        here.get("/events/" + event).expectProblem(404, "not-found");
        here.as(UUID.randomUUID()).get("/events/" + event).expectProblem(404, "not-found");

        String list = "/events?organizerId=" + organizerId + "&status=DRAFT";
        assertThat(owner.get(list).expect(200).response().body()).contains("Secret");
        assertThat(here.get(list).expect(200).body().path("items")).isEmpty();
    }

    @Test
    void sendsEqualSearchesTheirOwnNextLink() {
        publishHeard("One");
        publishHeard("Two");
        EventApi.Answer first = there.get("/events?limit=1&category=CONCERT").expect(200);
        EventApi.Answer second = there.get("/events?category=concert&limit=1").expect(200);

        assertThat(second.header("Cache-Status")).isEqualTo("event-service;hit");
        assertThat(second.response().body()).isEqualTo(first.response().body());
        assertThat(first.header("Link"))
                .isEqualTo("</api/v1/events?limit=1&category=CONCERT&cursor=%s>; rel=\"next\""
                        .formatted(first.text("next")));
        assertThat(second.header("Link"))
                .isEqualTo("</api/v1/events?category=concert&limit=1&cursor=%s>; rel=\"next\""
                        .formatted(first.text("next")));
    }

    @Test
    void dropsAnEventEverywhereWhenAsked() {
        String event = publishHeard("Before");
        there.get("/events/" + event).expect(200);
        changeBehindItsBack(event);
        assertThat(there.get("/events/" + event).expect(200).text("title")).isEqualTo("Before");

        try (KafkaProbe probe = KafkaProbe.on(Topics.EVENTS)) {
            here.asAdmin()
                    .post("/admin/cache/invalidate", "{\"eventId\":\"" + event + "\"}")
                    .expect(202);

            await().atMost(LIMIT)
                    .until(() -> there.get("/events/" + event)
                            .expect(200)
                            .text("title")
                            .equals("Behind"));
            String type = "dev.evently.event.CatalogueCacheInvalidated.v1";
            Contracts.assertValid(type, probe.awaitType(type, event));
        }
    }

    @Test
    void dropsEverythingEverywhereWhenAsked() {
        String event = publishHeard("Before");
        there.get("/events/" + event).expect(200);
        changeBehindItsBack(event);

        here.asAdmin().post("/admin/cache/invalidate", "{}").expect(202);

        await().atMost(LIMIT)
                .until(() ->
                        there.get("/events/" + event).expect(200).text("title").equals("Behind"));
    }

    @Test
    void warmsTheNextEvents() {
        String held = "/events/" + publishHeard("Held");
        for (int i = 0; i < 3; i++) {
            publishHeard("Soon " + i);
        }
        there.get(held).expect(200);
        here.asAdmin().post("/admin/cache/invalidate", "").expect(202);
        await().untilAsserted(() -> assertThat(there.get(held).header("Cache-Status"))
                .as("until the invalidation has come, which takes what was warmed as well")
                .isEqualTo("event-service;fwd=miss"));

        EventApi.Answer warmed =
                there.asAdmin().post("/admin/cache/warm", "{\"events\":4}").expect(200);

        assertThat(warmed.body().path("events").asInt()).isEqualTo(4);
        assertThat(warmed.body().path("failed").asInt()).isZero();
        String next = there.get("/events?limit=4")
                .expect(200)
                .body()
                .path("items")
                .valueStream()
                .map(event -> "/events/" + event.path("id").asString())
                .filter(event -> !event.equals(held))
                .findFirst()
                .orElseThrow();
        assertThat(there.get(next).header("Cache-Status")).isEqualTo("event-service;hit");
    }

    @Test
    void showsAdministratorsWhatItHolds() {
        String event = publishHeard("Counted");
        there.get("/events/" + event).expect(200);
        there.get("/events/" + event).expect(200);

        JsonNode events = cache(there).path("firstLevel").path(0);

        assertThat(events.path("of").asString()).isEqualTo("events");
        assertThat(events.path("hits").asLong()).isPositive();
        assertThat(events.path("misses").asLong()).isPositive();
        assertThat(events.path("hitRatio").asDouble()).isBetween(0.0, 1.0);
        assertThat(events.path("entries").asLong()).isPositive();
        assertThat(events.path("bytes").asLong()).isPositive();
        assertThat(events.path("oldestMillis").isNumber()).isTrue();
        assertThat(cache(there).path("firstLevel").path(1).path("of").asString())
                .isEqualTo("lists");
        assertThat(cache(there).path("secondLevel").path("up").asBoolean()).isTrue();
        assertThat(cache(there).path("secondLevel").path("entries").asLong()).isPositive();
    }

    @Test
    void obeysAdministratorsAlone() {
        here.get("/admin/cache").expectProblem(401, "unauthenticated");
        owner.get("/admin/cache").expectProblem(403, "forbidden");
        owner.post("/admin/cache/warm", "{}").expectProblem(403, "forbidden");
        owner.post("/admin/cache/invalidate", "{}").expectProblem(403, "forbidden");
    }

    @Test
    void namesWhatIsWrongWithAnOrder() {
        assertThat(here.asAdmin()
                        .post("/admin/cache/warm", "{\"events\":0}")
                        .expectProblem(422, "validation")
                        .blamed())
                .containsExactly("events");
        assertThat(here.asAdmin()
                        .post("/admin/cache/invalidate", "{\"eventId\":\"x\"}")
                        .expectProblem(422, "validation")
                        .blamed())
                .containsExactly("eventId");
    }

    /** Publishes an event; nothing that is still to be heard of it makes the other instance read it again. */
    private String publishHeard(String title) {
        String event = owner.draft(EventApi.eventBody(organizerId, null, title, Duration.ofDays(9)));
        there.get("/events/" + event).expect(404);
        owner.post("/events/" + event + "/publish", "").expect(200);
        await().atMost(LIMIT).until(() -> there.get("/events/" + event).status() == 200);
        return event;
    }

    private String publish(String title) {
        return owner.publish(EventApi.eventBody(organizerId, null, title, Duration.ofDays(9)));
    }

    private void changeBehindItsBack(String event) {
        database.sql("UPDATE event SET title = 'Behind' WHERE id = ?::uuid")
                .param(event)
                .update();
    }

    private long secondLevelHits() {
        return cache(there).path("secondLevel").path("hits").asLong();
    }

    private static JsonNode cache(EventApi api) {
        return api.asAdmin().get("/admin/cache").expect(200).body();
    }
}
