package dev.evently.booking.sharding;

import io.cloudevents.CloudEvent;

/**
 * Brings each shard what other services tell.
 *
 * <p>Every shard reads its topics at a pace of its own, so one that is away delays no other and goes on where it stopped.
 * Each event is offered to every shard, at least once; those of another shard are to be left alone.
 */
public interface ShardConsumer {

    String topic();

    void on(ShardId shard, CloudEvent event);
}
