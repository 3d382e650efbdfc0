package dev.evently.booking.sharding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.uuid.Generators;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BucketTests {

    /** These values are what stored rows were placed by: should one change, the function is wrong, not the test. */
    @Test
    void placesAnEventWhereItHasAlwaysBeen() {
        assertThat(bucketOf("019372b4-1c00-7a31-8f54-2b1f6f0a9c01")).isEqualTo(874);
        assertThat(bucketOf("00000000-0000-0000-0000-000000000000")).isZero();
        assertThat(bucketOf("ffffffff-ffff-4fff-bfff-ffffffffffff")).isEqualTo(986);
    }

    @Test
    void spreadsIdsOfTheSameMomentEvenly() {
        int[] counts = new int[Bucket.COUNT];
        var ids = Generators.timeBasedEpochGenerator();

        Stream.generate(ids::generate)
                .limit(100L * Bucket.COUNT)
                .forEach(id -> counts[Bucket.ofEvent(id).value()]++);

        assertThat(counts).satisfies(all -> {
            for (int count : all) {
                assertThat(count).isBetween(40, 170);
            }
        });
    }

    @Test
    void knowsItsBounds() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Bucket(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Bucket(1_024));
    }

    private static int bucketOf(String id) {
        return Bucket.ofEvent(UUID.fromString(id)).value();
    }
}
