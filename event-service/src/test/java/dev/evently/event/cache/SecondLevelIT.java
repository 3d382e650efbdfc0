package dev.evently.event.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.event.cache.PublicAnswer.Kind;
import dev.evently.testing.servers.TestServers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;
import org.springframework.util.unit.DataSize;

class SecondLevelIT {

    /** No machine is so busy that Redis is taken for away. */
    private static final Duration PATIENT = Duration.ofSeconds(20);

    private static final Duration HOUR = Duration.ofHours(1);
    private static final CacheSettings SETTINGS = new CacheSettings(
            HOUR,
            HOUR,
            HOUR,
            HOUR,
            HOUR,
            HOUR,
            DataSize.ofMegabytes(1),
            new CacheSettings.Shared(HOUR, PATIENT, PATIENT, HOUR, 2));

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final RedissonClient redis =
            new CacheConfiguration().redis(TestServers.shared().redisUrl(), "", SETTINGS);
    private final SecondLevel level = new SecondLevel(redis, SETTINGS, threads);
    private final UUID eventId = UUID.randomUUID();

    @AfterEach
    void stop() {
        level.forget(eventId);
        level.release(eventId);
        redis.shutdown();
        threads.shutdownNow();
    }

    @Test
    void givesBackWhatWasPut() {
        Instant readAt = Instant.parse("2027-01-15T10:00:00.123Z");
        level.put(eventId, PublicAnswer.event(Kind.CANCELLED, 7, utf8("{\"title\":\"Frühling\"}"), readAt));

        PublicAnswer found = Objects.requireNonNull(level.get(eventId));

        assertThat(found.kind()).isEqualTo(Kind.CANCELLED);
        assertThat(found.version()).isEqualTo(7);
        assertThat(found.json()).isEqualTo(utf8("{\"title\":\"Frühling\"}"));
        assertThat(found.readAt()).isEqualTo(readAt);
    }

    @Test
    void neverPutsAnOlderVersionInPlaceOfANewerOne() {
        put(10);
        put(9);
        assertThat(version()).isEqualTo(10);

        level.put(eventId, PublicAnswer.absent(Instant.EPOCH));
        assertThat(version()).isEqualTo(10);

        put(11);
        assertThat(version()).isEqualTo(11);
    }

    @Test
    void dropsWhatIsSupersededAndTakesNothingOlder() {
        put(3);
        level.supersede(eventId, 4);
        assertThat(level.get(eventId)).isNull();

        put(3);
        assertThat(level.get(eventId)).isNull();

        put(4);
        assertThat(version()).isEqualTo(4);
        level.supersede(eventId, 4);
        assertThat(version()).isEqualTo(4);
    }

    @Test
    void leasesToOneAtATime() {
        assertThat(level.lease(eventId)).isTrue();
        assertThat(level.lease(eventId)).isFalse();

        put(1);
        assertThat(level.lease(eventId)).isTrue();

        level.release(eventId);
        assertThat(level.lease(eventId)).isTrue();
    }

    @Test
    void takesWhatItCannotReadForNothing() {
        redis.getBucket("evently:catalogue:1:event:{" + eventId + "}", StringCodec.INSTANCE)
                .set("x".repeat(80));

        assertThat(level.get(eventId)).isNull();
    }

    @Test
    void forgetsEverythingAndNothingElse() {
        put(1);
        String other = "other:" + eventId;
        redis.getBucket(other, StringCodec.INSTANCE).set("stays", HOUR);
        assertThat(level.entries()).isPositive();

        level.forgetAll();

        assertThat(level.get(eventId)).isNull();
        assertThat(level.entries()).isZero();
        assertThat(redis.getBucket(other, StringCodec.INSTANCE).delete()).isTrue();
    }

    private void put(long version) {
        level.put(eventId, PublicAnswer.event(Kind.PUBLISHED, version, utf8("{}"), Instant.EPOCH));
    }

    private @Nullable Long version() {
        PublicAnswer found = level.get(eventId);
        return found == null ? null : found.version();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
