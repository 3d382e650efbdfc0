package dev.evently.loadtest.chaos.havoc;

import dev.evently.local.suite.Databases;
import java.util.Random;

/** What is killed. */
public enum Victim {
    BOOKING_SERVICE,
    SHARD,
    REDIS,
    KAFKA;

    /** The process to kill; one of the shards' servers is picked at random. */
    String process(Random random, int shards) {
        return switch (this) {
            case BOOKING_SERVICE -> "booking-service";
            case SHARD -> Databases.shardServer(random.nextInt(shards));
            case REDIS -> "redis";
            case KAFKA -> "kafka";
        };
    }
}
