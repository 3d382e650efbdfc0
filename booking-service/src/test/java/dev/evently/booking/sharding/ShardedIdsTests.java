package dev.evently.booking.sharding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShardedIdsTests {

    private static final Instant NOW = Instant.parse("2027-01-15T10:12:00.123Z");

    private final ShardedIds ids = idsAt(NOW);

    @Test
    void carriesTheBucketInAUuidOfVersionEight() {
        IntStream.range(0, Bucket.COUNT).mapToObj(Bucket::new).forEach(bucket -> {
            UUID id = ids.next(bucket);
            assertThat(id.version()).isEqualTo(8);
            assertThat(id.variant()).isEqualTo(2);
            assertThat(ShardedIds.bucketOf(id)).contains(bucket);
        });
    }

    @Test
    void beginsWithTheMilliseconds() {
        assertThat(ids.next(new Bucket(1_023)).getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void sortsLaterIdsLaterWhateverTheirBucket() {
        UUID earlier = ids.next(new Bucket(1_023));
        UUID later = idsAt(NOW.plus(Duration.ofMillis(1))).next(new Bucket(0));

        assertThat(earlier.toString()).isLessThan(later.toString());
    }

    @Test
    void neverRepeatsItself() {
        assertThat(IntStream.range(0, 10_000)
                        .mapToObj(number -> ids.next(new Bucket(7)))
                        .distinct())
                .hasSize(10_000);
    }

    @Test
    void knowsForeignIds() {
        assertThat(ShardedIds.bucketOf(UUID.randomUUID())).isEmpty();
        assertThat(ShardedIds.bucketOf(UUID.fromString("019372b4-1c00-7a31-8f54-2b1f6f0a9c01")))
                .isEmpty();
        assertThat(ShardedIds.bucketOf(new UUID(0, 0))).isEmpty();
    }

    private static ShardedIds idsAt(Instant now) {
        return new ShardedIds(Clock.fixed(now, ZoneOffset.UTC));
    }
}
