package dev.evently.booking.sharding;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Runs everything at once on the one shard there is. */
public final class OneShard implements Shards {

    private static final ShardId ONLY = new ShardId(0);

    @Override
    public <T extends @Nullable Object> T inTransaction(Bucket bucket, Supplier<T> work) {
        return work.get();
    }

    @Override
    public <T extends @Nullable Object> T inSnapshot(Bucket bucket, Supplier<T> work) {
        return work.get();
    }

    @Override
    public <T extends @Nullable Object> T inTransaction(ShardId shard, Supplier<T> work) {
        return work.get();
    }

    @Override
    public <T> List<Answer<T>> askEach(Function<ShardId, T> question) {
        return List.of(new Answer.Given<>(ONLY, question.apply(ONLY)));
    }

    @Override
    public ShardId shardOf(Bucket bucket) {
        return ONLY;
    }

    @Override
    public List<ShardId> all() {
        return List.of(ONLY);
    }

    @Override
    public Set<Bucket> bucketsOf(ShardId shard) {
        return IntStream.range(0, Bucket.COUNT).mapToObj(Bucket::new).collect(Collectors.toUnmodifiableSet());
    }
}
