package dev.evently.booking.sharding;

import java.time.Duration;

/**
 * Work that every shard needs again and again. It runs for each shard on a thread of its own, and in every instance of
 * the service at the same time.
 */
public interface ShardJob {

    /** For logs and thread names. */
    String name();

    /** How long to wait between the end of a run and the next. */
    Duration interval();

    /** A failure is logged and the next run comes all the same. */
    void run(ShardId shard);
}
