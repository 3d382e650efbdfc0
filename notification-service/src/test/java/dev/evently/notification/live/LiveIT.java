package dev.evently.notification.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evently.notification.Api;
import dev.evently.notification.NotificationServiceTest;
import dev.evently.notification.World;
import dev.evently.notification.feed.Feed;
import dev.evently.notification.feed.Notification;
import dev.evently.testing.MutableClock;
import dev.evently.testing.TestTokens;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@NotificationServiceTest
class LiveIT {

    private final World world = new World();
    private final String token = TestTokens.user(world.userId);

    @LocalServerPort
    private int port;

    @Autowired
    private Feed feed;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MeterRegistry metrics;

    @Autowired
    private MutableClock clock;

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @Test
    void pushesToEveryConnectionOfTheUserAndToNobodyElse() {
        try (LiveClient phone = new LiveClient(port, "/ws", token);
                LiveClient laptop = new LiveClient(port, "/api/v1/ws", token);
                LiveClient stranger = new LiveClient(port, "/ws", TestTokens.user(UUID.randomUUID()))) {
            world.confirmBooking();
            world.cancelBooking("BUYER", 9000L);

            List<JsonNode> received = phone.awaitMessages(2);

            assertThat(received)
                    .extracting(message -> message.path("type").asString())
                    .containsExactly("booking.confirmed", "booking.cancelled");
            JsonNode confirmed = received.getFirst();
            assertThat(confirmed.propertyNames()).containsExactlyInAnyOrder("type", "id", "at", "data");
            assertThat(Instant.parse(confirmed.path("at").asString())).isNotNull();
            assertThat(confirmed.at("/data/bookingId").asString()).isEqualTo(world.bookingId.toString());
            assertThat(laptop.awaitMessages(2)).isEqualTo(received);
            assertThat(new Api(port, token)
                            .notifications().reversed().stream()
                                    .map(item -> item.path("id").asString()))
                    .isEqualTo(phone.ids());
            assertThat(stranger.messages()).isEmpty();
        }
    }

    @Test
    void sendsNothingOfThePastUnlessAsked() {
        Notification first = tell("first");
        Notification second = tell("second");
        Notification third = tell("third");
        try (LiveClient fresh = new LiveClient(port, "/ws", token);
                LiveClient returned = new LiveClient(port, "/ws?since=" + first.id(), token)) {
            returned.awaitMessages(2);
            Notification fourth = tell("fourth");

            fresh.awaitMessages(1);
            returned.awaitMessages(3);

            assertThat(fresh.ids()).containsExactly(fourth.id().toString());
            assertThat(returned.ids())
                    .containsExactly(
                            second.id().toString(),
                            third.id().toString(),
                            fourth.id().toString());
        }
    }

    /** Whoever is connected to the gateway must not miss what happens until the gateway is connected as well. */
    @Test
    void sendsWhatHappenedSinceTheGatewayWasAsked() {
        Instant toldBefore = recordedAt(tell("before"));
        Instant asked = await().until(Clock.tickMillis(ZoneOffset.UTC)::instant, toldBefore::isBefore);
        Notification meanwhile = tell("meanwhile");
        try (LiveClient client = new LiveClient(port, "/ws", token, asked)) {
            Notification after = tell("after");

            client.awaitMessages(2);

            assertThat(client.ids())
                    .containsExactly(meanwhile.id().toString(), after.id().toString());
        }
    }

    @Test
    void sendsAllOfALongPast() {
        Notification first = tell("first");
        insertPast(350, 10);
        try (LiveClient returned = new LiveClient(port, "/ws?since=" + first.id(), token)) {
            returned.awaitMessages(350);

            assertThat(returned.ids()).hasSize(350).doesNotHaveDuplicates();
        }
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void takesTheTokenFromTheAddressAsBrowsersGiveItAndDoesNotLogIt(CapturedOutput log) {
        try (LiveClient browser = new LiveClient(port, "/api/v1/ws?access_token=" + token)) {
            tell("first");

            assertThat(browser.awaitMessages(1)).hasSize(1);
        }
        new Api(port, "none")
                .http()
                .get()
                .uri("/api/v1/notifications?access_token=" + token)
                .headers(headers -> headers.remove("Authorization"))
                .exchange()
                .expectStatus()
                .isUnauthorized();
        assertThat(log.getAll()).doesNotContain(token);
    }

    @Test
    void refusesAConnectionThatCannotBe() {
        Notification othersOwn = tell("first");

        refused("no token", "/ws", 401, "unauthenticated");
        refused(TestTokens.service("waitlist-service"), "/ws", 403, "forbidden");
        refused(token, "/ws", 400, "malformed-request");
        refused(token, "/ws?since=yesterday", 400, "malformed-request");
        refused(TestTokens.user(UUID.randomUUID()), "/ws?since=" + othersOwn.id(), 404, "not-found");
    }

    private void refused(String bearer, String uri, int status, String problem) {
        new Api(port, bearer)
                .http()
                .get()
                .uri(uri)
                .headers(headers -> {
                    if (status == 404) {
                        headers.set("Upgrade", "websocket");
                    }
                })
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("/problems/" + problem);
    }

    @Test
    void endsWithTheToken() {
        String shortLived = expiringIn(Duration.ofMinutes(2));
        try (LiveClient client = new LiveClient(port, "/ws", shortLived);
                LiveClient longer = new LiveClient(port, "/ws", token)) {
            stepThrough(Duration.ofSeconds(90), longer);
            assertThat(client.isOpen()).isTrue();

            clock.advance(Duration.ofSeconds(31));

            assertThat(client.awaitEnding()).isEqualTo(new LiveClient.Ending(1008, "token expired"));
        }
    }

    @Test
    void letsGoOfAClientThatGivesNoSignOfLife() throws IOException {
        try (LiveClient lively = new LiveClient(port, "/ws", token);
                MuteClient mute = new MuteClient(port, token)) {
            stepThrough(Duration.ofSeconds(90), lively);

            assertThat(mute.bytesUntilEnd()).isPositive();
            assertThat(lively.isOpen()).isTrue();
            lively.say("what clients say is not read");
            tell("still here");
            assertThat(lively.awaitMessages(1)).hasSize(1);
        }
    }

    @Test
    void letsGoOfAClientThatDoesNotRead() throws IOException {
        double before = connections();
        try (MuteClient stuck = new MuteClient(port, token);
                LiveClient reader = new LiveClient(port, "/ws", token)) {
            await().until(() -> connections() == before + 2);
            insertPast(2_000, 10_000);
            tell("the last");

            reader.awaitMessages(2_001);

            await().atMost(Duration.ofSeconds(30)).until(() -> connections() == before + 1);
            assertThat(stuck.bytesUntilEnd()).isLessThan(2_000L * 10_000);
        }
    }

    @Test
    void endsConnectionsThatSayTooMuch() {
        try (LiveClient client = new LiveClient(port, "/ws", token)) {
            client.say("x".repeat(2_000));

            assertThat(client.awaitEnding().code()).isEqualTo(1009);
        }
    }

    /** Moves the clock in steps no client that answers pings is let go in. */
    private void stepThrough(Duration time, LiveClient client) {
        Duration step = Duration.ofSeconds(30);
        for (Duration left = time; left.isPositive(); left = left.minus(step)) {
            int pings = client.pings();
            clock.advance(step);
            await().atMost(Duration.ofSeconds(30)).until(() -> client.pings() > pings);
        }
    }

    private static String expiringIn(Duration time) {
        Instant expiry = Clock.systemUTC().instant().plus(time);
        return TestTokens.sign(claims -> claims.subject(UUID.randomUUID().toString())
                .claim("roles", List.of("USER"))
                .expirationTime(Date.from(expiry)));
    }

    private static Instant recordedAt(Notification notification) {
        return Instant.ofEpochMilli(notification.id().getMostSignificantBits() >>> 16);
    }

    private Notification tell(String sourceEventId) {
        feed.tell(List.of(world.expiredHold(sourceEventId)));
        return feed.before(world.userId, Long.MAX_VALUE, 1).getFirst();
    }

    /** Adds notifications nobody is woken for. */
    private void insertPast(int number, int bytes) {
        jdbc.sql("""
                INSERT INTO notification (id, user_id, type, source_event_id, event_id, occurred_at, data)
                SELECT gen_random_uuid(), :user, 'booking.expired', 'past ' || n, :event, now(),
                       jsonb_build_object('padding', repeat('x', :bytes))
                FROM generate_series(1, :number) n
                """)
                .param("user", world.userId)
                .param("event", world.eventId)
                .param("bytes", bytes)
                .param("number", number)
                .update();
    }

    private double connections() {
        return metrics.get("evently.notification.connections").gauge().value();
    }
}
