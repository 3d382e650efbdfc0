package dev.evently.booking.sharding;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Binds a shard to the thread and runs work in a transaction of the data source that routes to it. */
final class RoutedShards implements Shards {

    private static final ScopedValue<ShardId> BOUND = ScopedValue.newInstance();

    private final Map<ShardId, Shard> shards;
    private final BucketPlacement placement;
    private final Map<ShardId, Set<Bucket>> buckets;
    private final TransactionTemplate readWrite;
    private final TransactionTemplate snapshot;

    RoutedShards(List<Shard> shards, BucketPlacement placement, PlatformTransactionManager transactions) {
        this.shards = shards.stream().collect(Collectors.toUnmodifiableMap(Shard::id, Function.identity()));
        this.placement = placement;
        this.buckets = this.shards.keySet().stream()
                .collect(Collectors.toUnmodifiableMap(Function.identity(), placement::bucketsOf));
        this.readWrite = new TransactionTemplate(transactions);
        this.snapshot = new TransactionTemplate(transactions);
        this.snapshot.setReadOnly(true);
    }

    /** The shard that the calling thread is bound to. */
    static ShardId bound() {
        return BOUND.orElseThrow(
                () -> new IllegalStateException("No shard is bound: statements run inside Shards only"));
    }

    /** The data source whose connections lead to the shard bound to the thread. */
    static AbstractRoutingDataSource routing(List<Shard> shards) {
        AbstractRoutingDataSource routing = new AbstractRoutingDataSource() {
            @Override
            protected Object determineCurrentLookupKey() {
                return bound();
            }
        };
        routing.setTargetDataSources(shards.stream().collect(Collectors.toMap(Shard::id, Shard::pool)));
        routing.setLenientFallback(false);
        return routing;
    }

    @Override
    public <T extends @Nullable Object> T inTransaction(Bucket bucket, Supplier<T> work) {
        return run(placement.shardOf(bucket), readWrite, work);
    }

    @Override
    public <T extends @Nullable Object> T inTransaction(ShardId shard, Supplier<T> work) {
        return run(shard, readWrite, work);
    }

    @Override
    public <T extends @Nullable Object> T inSnapshot(Bucket bucket, Supplier<T> work) {
        return run(placement.shardOf(bucket), snapshot, work);
    }

    private <T extends @Nullable Object> T run(ShardId id, TransactionTemplate template, Supplier<T> work) {
        if (BOUND.isBound()) {
            if (!BOUND.get().equals(id)) {
                throw new IllegalStateException("A transaction on " + BOUND.get() + " may not touch " + id);
            }
            return work.get();
        }
        Shard shard = shards.get(id);
        if (shard == null) {
            throw new IllegalArgumentException(id + " is not configured");
        }
        return ScopedValue.where(BOUND, id).call(() -> shard.admit(() -> transact(template, work)));
    }

    @SuppressWarnings("NullAway") // execute() gives back what the work gave, null only if the work gave null
    private static <T extends @Nullable Object> T transact(TransactionTemplate template, Supplier<T> work) {
        return template.execute(status -> work.get());
    }

    @Override
    public <T> List<Answer<T>> askEach(Function<ShardId, T> question) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer<T>>> asked = all().stream()
                    .map(shard -> threads.submit(() -> ask(shard, question)))
                    .toList();
            List<Answer<T>> answers = new ArrayList<>();
            for (Future<Answer<T>> future : asked) {
                answers.add(future.get());
            }
            return answers;
        } catch (ExecutionException e) {
            throw new IllegalStateException("A shard failed to answer", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while shards were asked", e);
        }
    }

    private <T> Answer<T> ask(ShardId shard, Function<ShardId, T> question) {
        try {
            return new Answer.Given<>(shard, run(shard, snapshot, () -> question.apply(shard)));
        } catch (ShardUnavailableException e) {
            return new Answer.Unavailable<>(shard);
        }
    }

    @Override
    public ShardId shardOf(Bucket bucket) {
        return placement.shardOf(bucket);
    }

    @Override
    public List<ShardId> all() {
        return shards.keySet().stream().sorted().toList();
    }

    @Override
    public Set<Bucket> bucketsOf(ShardId shard) {
        return buckets.getOrDefault(shard, Set.of());
    }
}
