package dev.evently.booking.sharding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class RowLocksTests {

    private static final List<Bucket> ROWS = List.of(new Bucket(2), new Bucket(1), new Bucket(2));

    @Test
    void takesAllRowsOfAServerTogether() {
        assertThat(locks(false).together(ROWS, Function.identity())).containsExactly(ROWS);
    }

    @Test
    void takesTheRowsOfAClusterBucketByBucket() {
        assertThat(locks(true).together(ROWS, Function.identity()))
                .containsExactly(List.of(new Bucket(1)), List.of(new Bucket(2), new Bucket(2)));
    }

    private static RowLocks locks(boolean clustered) {
        ShardSettings.Use use = new ShardSettings.Use(8, Duration.ofSeconds(5), clustered, Duration.ofMillis(800));
        return new RowLocks(new ShardSettings(List.of(), use));
    }
}
