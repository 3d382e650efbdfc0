package dev.evently.event.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.evently.event.cache.Found.How;
import dev.evently.platform.web.CommonProblem;
import dev.evently.platform.web.ProblemException;
import dev.evently.testing.MutableClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class FirstLevelTests {

    /** Longer than a test takes, so that only the clock's moving makes anything old. */
    private static final Duration REFRESH = Duration.ofHours(1);

    private static final Duration LONGEST = Duration.ofHours(2);
    private static final Duration STALE = Duration.ofHours(8);
    private static final CacheSettings SETTINGS = new CacheSettings(
            REFRESH,
            LONGEST,
            Duration.ofSeconds(20),
            STALE,
            REFRESH,
            Duration.ofMinutes(1),
            DataSize.ofMegabytes(1),
            new CacheSettings.Shared(STALE, Duration.ZERO, Duration.ZERO, Duration.ZERO, 1));

    private final MutableClock clock = new MutableClock();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Supplier<PublicAnswer> database = () -> answer("first");
    private final FirstLevel<String> level = level(SETTINGS);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void fetchesOnceForTwoHundredReaders() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        database = () -> {
            join(slow);
            return answer("first");
        };
        List<Future<Found>> readers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            readers.add(threads.submit(() -> level.get("key")));
        }
        await().until(() -> asked.get() > 0);
        slow.countDown();

        for (Future<Found> reader : readers) {
            assertThat(text(reader.get())).isEqualTo("first");
        }
        assertThat(asked).hasValue(1);
        assertThat(level.hits() + level.misses()).isEqualTo(200);
    }

    @Test
    void givesWhatItHasWhileItIsFetchedAnew() {
        level.get("key");
        CountDownLatch slow = new CountDownLatch(1);
        database = () -> {
            join(slow);
            return answer("second");
        };
        clock.advance(REFRESH.plusMinutes(1));

        Found meanwhile = level.get("key");

        assertThat(text(meanwhile)).isEqualTo("first");
        assertThat(meanwhile.how()).isEqualTo(How.HIT);
        slow.countDown();
        await().until(() -> text(level.get("key")).equals("second"));
    }

    @Test
    void waitsForANewerAnswerWhenTheOldOneIsTooOld() {
        level.get("key");
        database = () -> answer("second");
        clock.advance(LONGEST.plusMinutes(1));

        Found found = level.get("key");

        assertThat(text(found)).isEqualTo("second");
        assertThat(found.how()).isNotEqualTo(How.STALE);
    }

    @Test
    void givesTheOldAnswerAndItsAgeWhenNothingNewerIsToBeHad() {
        level.get("key");
        database = () -> {
            throw new IllegalStateException("away");
        };
        clock.advance(LONGEST.plusMinutes(1));

        Found found = level.get("key");

        assertThat(text(found)).isEqualTo("first");
        assertThat(found.how()).isEqualTo(How.STALE);
        assertThat(found.age()).isGreaterThan(LONGEST);
        assertThat(level.stale()).isEqualTo(1);
    }

    @Test
    void asksAgainOnceTheDatabaseIsBack() {
        level.get("key");
        database = () -> {
            throw new IllegalStateException("away");
        };
        clock.advance(LONGEST.plusMinutes(1));
        level.get("key");
        database = () -> answer("second");
        clock.advance(REFRESH.plusMinutes(1));

        await().until(() -> text(level.get("key")).equals("second"));

        assertThat(level.get("key").how()).isEqualTo(How.HIT);
    }

    @Test
    void givesNothingThatIsOlderThanPromised() {
        level.get("key");
        database = () -> {
            throw new IllegalStateException("away");
        };
        // Each attempt keeps the answer in memory; its age goes on counting from when it was read.
        for (int i = 0; i < 3; i++) {
            clock.advance(LONGEST.plusMinutes(1));
            assertThat(level.get("key").how()).isEqualTo(How.STALE);
            await().until(() -> asked.get() >= 2);
        }
        clock.advance(LONGEST.plusMinutes(1));

        assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> level.get("key"));
    }

    @Test
    void waitsForNoDatabaseThatHangs() {
        FirstLevel<String> impatient = level(new CacheSettings(
                REFRESH,
                LONGEST,
                Duration.ofMillis(1),
                STALE,
                REFRESH,
                Duration.ofMinutes(1),
                SETTINGS.maxSize(),
                SETTINGS.shared()));
        impatient.get("key");
        CountDownLatch never = new CountDownLatch(1);
        database = () -> {
            join(never);
            return answer("second");
        };
        clock.advance(LONGEST.plusMinutes(1));

        assertThat(impatient.get("key").how()).isEqualTo(How.STALE);
        assertThat(impatient.get("key").how()).isEqualTo(How.STALE);
        assertThat(asked).hasValueLessThanOrEqualTo(2);
        never.countDown();
    }

    @Test
    void keepsNothingThatWasDroppedWhileItWasFetched() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        database = () -> {
            join(slow);
            return answer("first");
        };
        Future<Found> early = threads.submit(() -> level.get("key"));
        await().until(() -> asked.get() == 1);

        level.forget("key");
        database = () -> answer("second");
        Found late = level.get("key");
        slow.countDown();

        assertThat(text(early.get())).isEqualTo("first");
        assertThat(text(late)).isEqualTo("second");
        assertThat(text(level.get("key"))).isEqualTo("second");
    }

    @Test
    void keepsNothingThatWasDroppedWhileItWasFetchedAnew() {
        level.get("key");
        CountDownLatch slow = new CountDownLatch(1);
        database = () -> {
            join(slow);
            return answer("outdated");
        };
        clock.advance(REFRESH.plusMinutes(1));
        level.get("key");
        await().until(() -> asked.get() == 2);

        level.forget("key");
        database = () -> answer("second");
        assertThat(text(level.get("key"))).isEqualTo("second");
        slow.countDown();
        await().until(() -> level.fetched() == 3);

        assertThat(text(level.get("key"))).isEqualTo("second");
    }

    @Test
    void remembersForATimeThatThereIsNothing() {
        database = () -> PublicAnswer.absent(clock.instant());
        level.get("key");
        level.get("key");
        assertThat(asked).hasValue(1);

        clock.advance(REFRESH.plusMinutes(1));
        level.get("key");

        assertThat(asked).hasValue(2);
    }

    @Test
    void passesOnWhyNothingCouldBeFetched() {
        database = () -> {
            throw new ProblemException(CommonProblem.CONFLICT);
        };

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> level.get("key"))
                .withMessageContaining("409");
    }

    @Test
    void holdsNoMoreThanItsSize() {
        String page = "x".repeat(100_000);
        database = () -> answer(page);
        for (int i = 0; i < 100; i++) {
            level.get("key " + i);
        }

        await().untilAsserted(() ->
                assertThat(level.bytes()).isLessThanOrEqualTo(SETTINGS.maxSize().toBytes()));
        assertThat(level.entries()).isPositive();
    }

    private FirstLevel<String> level(CacheSettings settings) {
        return new FirstLevel<>("things", settings, clock, threads, _ -> {
            asked.incrementAndGet();
            return database.get();
        });
    }

    private PublicAnswer answer(String text) {
        return PublicAnswer.event(
                PublicAnswer.Kind.PUBLISHED, 1, text.getBytes(StandardCharsets.UTF_8), clock.instant());
    }

    private static String text(Found found) {
        return new String(found.answer().json(), StandardCharsets.UTF_8);
    }

    private static void join(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
