package dev.evently.notification.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evently.notification.NotificationServiceTest;
import dev.evently.notification.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What several users are told at once, and what happens when several instances do so. */
@NotificationServiceTest
class FeedRaceIT {

    private static final Instant NOON = Instant.parse("2027-01-15T12:00:00Z");

    private final World world = new World();
    private final World neighbour = new World();

    @Autowired
    private Feed feed;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void tellsEffectsInTheirOrderAndEachOnce() {
        List<Effect> effects = IntStream.range(0, 40)
                .mapToObj(number -> at(number % 2 == 0 ? world : neighbour, "record " + number, number * 7 % 40))
                .toList();
        List<Effect> more =
                List.of(at(world, "before", 50), effects.getLast(), at(world, "between", 51), effects.getFirst());

        feed.tell(Stream.concat(effects.stream(), effects.stream().limit(5)).toList());
        feed.tell(effects.reversed());
        feed.tell(more);

        assertThat(timesIn(world))
                .isEqualTo(timesOf(world, Stream.concat(effects.stream(), Stream.of(more.get(0), more.get(2)))));
        assertThat(timesIn(neighbour)).isEqualTo(timesOf(neighbour, effects.stream()));
    }

    @Test
    void tellsEachEffectOnceWhenInstancesRaceInOppositeOrders() throws Exception {
        List<World> users =
                IntStream.range(0, 10).mapToObj(number -> new World()).toList();
        for (int round = 0; round < 20; round++) {
            String record = "round " + round;
            List<Effect> effects =
                    users.stream().map(user -> user.expiredHold(record)).toList();

            race(8, number -> feed.tell(number % 2 == 0 ? effects : effects.reversed()));
        }

        assertThat(users)
                .allSatisfy(user -> assertThat(feed.after(user.userId, 0, 100)).hasSize(20));
    }

    @Test
    void locksFeedsInOneOrderWhateverTheOrderOfEffects() throws Exception {
        List<World> users = Stream.generate(World::new)
                .limit(9)
                .sorted((one, other) -> Long.compare(key(one), key(other)))
                .toList();
        List<Effect> descending = users.reversed().stream()
                .map(user -> user.expiredHold("record"))
                .toList();
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        long middle = key(users.get(4));
        try (ExecutorService instances = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> holder = instances.submit(() -> transaction.executeWithoutResult(status -> {
                feed.tell(List.of(users.get(4).expiredHold("held")));
                held.countDown();
                awaitQuietly(release);
            }));
            held.await();
            Future<?> teller = instances.submit(() -> feed.tell(descending));

            try {
                List<Long> lower = users.stream().limit(4).map(this::key).toList();
                await().untilAsserted(() ->
                        assertThat(keysOfWhoeverWaitsFor(middle)).containsExactlyInAnyOrderElementsOf(lower));
            } finally {
                release.countDown();
            }
            holder.get();
            teller.get();
        }
    }

    @Test
    void showsNothingThatAnEarlierPositionMayStillPrecede() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (ExecutorService instances = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> slow = instances.submit(() -> transaction.executeWithoutResult(status -> {
                feed.tell(List.of(at(world, "slow", 1), at(neighbour, "slow", 1)));
                told.countDown();
                awaitQuietly(release);
            }));
            told.await();
            Future<?> fast = instances.submit(() -> feed.tell(List.of(at(neighbour, "fast", 2), at(world, "fast", 2))));

            try {
                await().during(Duration.ofMillis(500))
                        .until(() ->
                                timesIn(world).isEmpty() && timesIn(neighbour).isEmpty());
            } finally {
                release.countDown();
            }
            slow.get();
            fast.get();
        }

        assertThat(timesIn(world)).containsExactly(NOON.plusSeconds(1), NOON.plusSeconds(2));
        assertThat(timesIn(neighbour)).containsExactly(NOON.plusSeconds(1), NOON.plusSeconds(2));
    }

    /** An effect that is known again by the second at which it happened. */
    private static Effect at(World user, String record, int second) {
        Effect effect = user.expiredHold(record);
        return new Effect(effect.sourceEventId(), effect.userId(), NOON.plusSeconds(second), effect.notice(), null);
    }

    private List<Instant> timesIn(World user) {
        return feed.after(user.userId, 0, 100).stream()
                .map(Notification::occurredAt)
                .toList();
    }

    private static List<Instant> timesOf(World user, Stream<Effect> effects) {
        return effects.filter(effect -> effect.userId().equals(user.userId))
                .map(Effect::occurredAt)
                .toList();
    }

    /** What the feed of a user is locked by. */
    private long key(World user) {
        return jdbc.sql("SELECT hashtextextended(:user::text, 0)")
                .param("user", user.userId)
                .query(Long.class)
                .single();
    }

    private List<Long> keysOfWhoeverWaitsFor(long key) {
        return jdbc.sql("""
                WITH lock AS (
                    SELECT pid, granted, (classid::bigint << 32) | objid::bigint AS key
                    FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 1)
                SELECT held.key
                FROM lock waiting JOIN lock held ON held.pid = waiting.pid AND held.granted
                WHERE waiting.key = :key AND NOT waiting.granted
                """)
                .param("key", key)
                .query((row, number) -> row.getLong(1))
                .list();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Racer {
        void run(int number);
    }

    private static void race(int threads, Racer racer) throws Exception {
        List<Callable<Object>> tasks = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int number = i;
            tasks.add(Executors.callable(() -> racer.run(number)));
        }
        try (ExecutorService racers = Executors.newFixedThreadPool(threads)) {
            for (Future<Object> result : racers.invokeAll(tasks)) {
                result.get();
            }
        }
    }
}
