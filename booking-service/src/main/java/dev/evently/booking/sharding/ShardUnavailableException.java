package dev.evently.booking.sharding;

/**
 * The shard that holds the rows in question cannot be reached; everything on other shards goes on.
 *
 * <p>Whether a transaction that was under way has been committed is unknown: ask again with the same key.
 */
public final class ShardUnavailableException extends RuntimeException {

    private final ShardId shard;

    public ShardUnavailableException(ShardId shard, Throwable cause) {
        super(shard + " cannot be reached", cause);
        this.shard = shard;
    }

    public ShardId shard() {
        return shard;
    }
}
