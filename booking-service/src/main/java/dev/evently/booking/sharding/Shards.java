package dev.evently.booking.sharding;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The shards, and the only way to reach one.
 *
 * <p>Work given to a method here runs on the calling thread with one shard bound: every statement inside goes there. Work
 * on the same shard may nest and joins the outer transaction; naming a second shard inside is refused with an {@link
 * IllegalStateException}, so no transaction ever spans two. A shard that cannot be reached raises {@link
 * ShardUnavailableException} within about a second.
 */
public interface Shards {

    /** Runs the work in one read-write transaction on the shard that holds the bucket. */
    <T extends @Nullable Object> T inTransaction(Bucket bucket, Supplier<T> work);

    /** Runs the work in one read-write transaction on the shard that holds the bucket. */
    default void inTransaction(Bucket bucket, Runnable work) {
        this.<@Nullable Void>inTransaction(bucket, () -> {
            work.run();
            return null;
        });
    }

    /** Runs reads on the shard that holds the bucket; all of them see one and the same snapshot. */
    <T extends @Nullable Object> T inSnapshot(Bucket bucket, Supplier<T> work);

    /** Runs the work in one read-write transaction on a named shard, for work that sweeps over its buckets. */
    <T extends @Nullable Object> T inTransaction(ShardId shard, Supplier<T> work);

    /** Asks every shard at the same time, each in a transaction of its own. */
    <T> List<Answer<T>> askEach(Function<ShardId, T> question);

    /** The shard that holds the bucket. */
    ShardId shardOf(Bucket bucket);

    /** All shards in the order of their numbers. */
    List<ShardId> all();

    /** The buckets a shard holds now. A statement over a whole shard names them: rows of other buckets are not its own. */
    Set<Bucket> bucketsOf(ShardId shard);

    /** What one shard answered. */
    sealed interface Answer<T> {

        ShardId shard();

        record Given<T>(ShardId shard, T value) implements Answer<T> {}

        record Unavailable<T>(ShardId shard) implements Answer<T> {}
    }
}
