package dev.evently.booking.sharding;

import org.springframework.dao.DataAccessResourceFailureException;

/**
 * The shard that holds the rows in question cannot be used; everything on other shards goes on.
 *
 * <p>Whether a transaction that was under way has been committed is unknown: ask again with the same key.
 */
public final class ShardUnavailableException extends DataAccessResourceFailureException {

    private static final long serialVersionUID = 1L;

    private final transient ShardId shard;

    ShardUnavailableException(ShardId shard, String reason) {
        super(shard + " " + reason);
        this.shard = shard;
    }

    ShardUnavailableException(ShardId shard, String reason, Throwable cause) {
        super(shard + " " + reason, cause);
        this.shard = shard;
    }

    public ShardId shard() {
        return shard;
    }
}
