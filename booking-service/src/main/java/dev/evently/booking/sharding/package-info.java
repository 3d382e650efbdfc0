/**
 * Where an event's rows live: virtual buckets, the shards that hold them, ids that carry their bucket, and transactions
 * that touch exactly one shard.
 */
@NullMarked
package dev.evently.booking.sharding;

import org.jspecify.annotations.NullMarked;
