package dev.evently.booking.sharding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.evently.booking.sharding.BucketPlacement.Entry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BucketPlacementTests {

    @Test
    void spreadsBucketsEvenlyAtFirst() {
        BucketPlacement placement = BucketPlacement.even(4);

        for (int shard = 0; shard < 4; shard++) {
            assertThat(placement.bucketsOf(new ShardId(shard))).hasSize(256);
        }
        assertThat(placement.shardOf(new Bucket(0))).isEqualTo(new ShardId(0));
        assertThat(placement.shardOf(new Bucket(256))).isEqualTo(new ShardId(1));
        assertThat(placement.shardOf(new Bucket(1_023))).isEqualTo(new ShardId(3));
    }

    @Test
    void leavesNoBucketOutForAnyNumberOfShards() {
        for (int shards : List.of(1, 3, 5, 7)) {
            BucketPlacement placement = BucketPlacement.even(shards);
            int total = 0;
            for (int shard = 0; shard < shards; shard++) {
                int size = placement.bucketsOf(new ShardId(shard)).size();
                assertThat(size).isBetween(Bucket.COUNT / shards, Bucket.COUNT / shards + 1);
                total += size;
            }
            assertThat(total).isEqualTo(Bucket.COUNT);
        }
    }

    @Test
    void believesTheNewerOfTwoCopies() {
        List<Entry> copies = new ArrayList<>(BucketPlacement.even(4).entries());
        copies.add(0, new Entry(new Bucket(5), new ShardId(3), 1));

        assertThat(BucketPlacement.of(copies).shardOf(new Bucket(5))).isEqualTo(new ShardId(3));
        assertThat(BucketPlacement.of(copies).bucketsOf(new ShardId(0))).doesNotContain(new Bucket(5));
    }

    @Test
    void refusesACopyWithHoles() {
        List<Entry> copies = new ArrayList<>(BucketPlacement.even(4).entries());
        copies.removeLast();

        assertThatIllegalStateException().isThrownBy(() -> BucketPlacement.of(copies));
    }
}
