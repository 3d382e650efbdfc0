package dev.evently.loadtest.chaos.havoc;

import dev.evently.local.suite.Databases;
import java.util.Random;

/** What is killed. */
public enum Victim {
    BOOKING_SERVICE,
    SHARD,
    /** As {@link #SHARD}, and its data folder is lost with it; only the log that it was writing survives. */
    SHARD_DISK,
    REDIS,
    KAFKA;

    /** Whether it may be the same process as another one of which this is true. */
    boolean isShard() {
        return this == SHARD || this == SHARD_DISK;
    }

    /** The process to kill; one of the shards' servers is picked at random. */
    String process(Random random, int shards) {
        return switch (this) {
            case BOOKING_SERVICE -> "booking-service";
            case SHARD, SHARD_DISK -> Databases.shardServer(random.nextInt(shards));
            case REDIS -> "redis";
            case KAFKA -> "kafka";
        };
    }
}
