package dev.evently.booking.sharding;

import java.util.Arrays;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Which shard holds which bucket. */
final class BucketPlacement {

    /** A bucket's place; of two entries the higher version is the newer truth. */
    record Entry(Bucket bucket, ShardId shard, long version) {}

    private final Entry[] entries;

    private BucketPlacement(Entry[] entries) {
        this.entries = entries;
    }

    /** Equal runs of neighbouring buckets on each shard: what a fresh installation starts with. */
    static BucketPlacement even(int shards) {
        return new BucketPlacement(IntStream.range(0, Bucket.COUNT)
                .mapToObj(bucket ->
                        new Entry(new Bucket(bucket), new ShardId((int) ((long) bucket * shards / Bucket.COUNT)), 0))
                .toArray(Entry[]::new));
    }

    /** The placement that copies of it tell together. */
    static BucketPlacement of(Collection<Entry> copies) {
        Entry[] merged = new Entry[Bucket.COUNT];
        for (Entry copy : copies) {
            int index = copy.bucket().value();
            if (merged[index] == null || copy.version() > merged[index].version()) {
                merged[index] = copy;
            }
        }
        if (Arrays.asList(merged).contains(null)) {
            throw new IllegalStateException("The placement does not name every bucket");
        }
        return new BucketPlacement(merged);
    }

    ShardId shardOf(Bucket bucket) {
        return entries[bucket.value()].shard();
    }

    Set<Bucket> bucketsOf(ShardId shard) {
        return Arrays.stream(entries)
                .filter(entry -> entry.shard().equals(shard))
                .map(Entry::bucket)
                .collect(Collectors.toUnmodifiableSet());
    }

    Collection<Entry> entries() {
        return Arrays.asList(entries);
    }
}
