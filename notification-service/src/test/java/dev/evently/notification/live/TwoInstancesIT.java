package dev.evently.notification.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evently.notification.Api;
import dev.evently.notification.Instance;
import dev.evently.notification.NotificationServiceTest;
import dev.evently.notification.World;
import dev.evently.notification.feed.Feed;
import dev.evently.testing.TestTokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.redisson.api.RTopic;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import redis.embedded.RedisServer;

/** Two instances that only a Redis with a password connects: neither looks by itself unless the test makes it. */
@NotificationServiceTest
class TwoInstancesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String NO_SWEEP = "evently.live.sweep-interval=1h";
    private static final String PASSWORD = "of-redis";

    private static int redisPort;
    private static RedisServer redis;
    private static Instance here;
    private static Instance there;

    private final World world = new World();
    private final String token = TestTokens.user(world.userId);

    @BeforeAll
    static void start(@Autowired Environment first) throws IOException {
        redisPort = freePort();
        redis = newRedis();
        redis.start();
        String redisUrl = "evently.redis.url=redis://127.0.0.1:" + redisPort;
        String redisPassword = "evently.redis.password=" + PASSWORD;
        here = Instance.like(first, redisUrl, redisPassword, NO_SWEEP);
        there = Instance.like(first, redisUrl, redisPassword, NO_SWEEP);
        awaitBothListen();
    }

    @AfterAll
    static void stop() throws IOException {
        here.close();
        there.close();
        redis.stop();
    }

    @Test
    void pushesToAConnectionOnTheOtherInstance() {
        try (LiveClient near = new LiveClient(here.port(), "/ws", token);
                LiveClient far = new LiveClient(there.port(), "/ws", token)) {
            tell(here, "first");
            tell(there, "second");

            near.awaitMessages(2);
            far.awaitMessages(2);

            assertThat(far.ids()).isEqualTo(near.ids()).doesNotHaveDuplicates();
        }
    }

    @Test
    void wakesAUserOnceForAllThatWasToldTogether() {
        World neighbour = new World();
        World last = new World();
        RTopic wakeUps = there.part(RedissonClient.class).getTopic(WakeUps.CHANNEL, StringCodec.INSTANCE);
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        int listener = wakeUps.addListener(String.class, (channel, userId) -> heard.add(userId));
        try {
            here.part(Feed.class)
                    .tell(Stream.of("first", "second", "third")
                            .flatMap(record -> Stream.of(world.expiredHold(record), neighbour.expiredHold(record)))
                            .toList());
            here.part(Feed.class).tell(List.of(last.expiredHold("the last")));

            await().until(() -> heard.contains(last.userId.toString()));
            assertThat(heard)
                    .containsExactlyInAnyOrder(
                            world.userId.toString(), neighbour.userId.toString(), last.userId.toString());
        } finally {
            wakeUps.removeListener(listener);
        }
    }

    @Test
    void losesNothingWhileRedisIsAway() throws IOException {
        try (LiveClient near = new LiveClient(here.port(), "/ws", token);
                LiveClient far = new LiveClient(there.port(), "/ws", token)) {
            redis.stop();

            tell(here, "while away");

            near.awaitMessages(1);
            assertThat(new Api(there.port(), token).notifications()).hasSize(1);
            assertThat(far.messages()).isEmpty();
            there.part(LiveSessions.class).sweep();
            far.awaitMessages(1);

            redis = newRedis();
            redis.start();
            awaitBothListen();
            tell(here, "back again");
            far.awaitMessages(2);

            assertThat(far.ids()).isEqualTo(near.ids()).doesNotHaveDuplicates();
        }
    }

    @Test
    void startsWithoutRedisAndFindsItLater() throws IOException {
        int port = freePort();
        try (Instance alone = Instance.like(
                        here.part(Environment.class), "evently.redis.url=redis://127.0.0.1:" + port, NO_SWEEP);
                LiveClient client = new LiveClient(alone.port(), "/ws", token)) {
            new Api(alone.port(), token)
                    .http()
                    .get()
                    .uri("/health/ready")
                    .exchange()
                    .expectStatus()
                    .isOk();

            tell(alone, "first");
            client.awaitMessages(1);

            RedisServer late =
                    RedisServer.newRedisServer().port(port).bind("127.0.0.1").build();
            late.start();
            try {
                await().atMost(PATIENCE).until(() -> subscribers(alone) == 1);
            } finally {
                late.stop();
            }
        }
    }

    private void tell(Instance instance, String sourceEventId) {
        instance.part(Feed.class).tell(List.of(world.expiredHold(sourceEventId + UUID.randomUUID())));
    }

    private static void awaitBothListen() {
        await().atMost(PATIENCE).until(() -> subscribers(here) == 2);
    }

    private static long subscribers(Instance instance) {
        try {
            return instance.part(RedissonClient.class).getTopic(WakeUps.CHANNEL).countSubscribers();
        } catch (RedisException e) {
            return 0;
        }
    }

    private static RedisServer newRedis() throws IOException {
        return RedisServer.newRedisServer()
                .port(redisPort)
                .bind("127.0.0.1")
                .setting("requirepass " + PASSWORD)
                .build();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
