package dev.evently.booking.inventory.messaging;

import dev.evently.booking.inventory.KeepInventory;
import dev.evently.booking.sharding.Bucket;
import dev.evently.booking.sharding.ShardConsumer;
import dev.evently.booking.sharding.ShardId;
import dev.evently.booking.sharding.Shards;
import dev.evently.platform.messaging.EventData;
import dev.evently.platform.messaging.Topics;
import io.cloudevents.CloudEvent;
import org.springframework.stereotype.Component;

/** Follows what organizers put on sale, change and cancel. */
@Component
class InventoryFeed implements ShardConsumer {

    private static final String PUBLISHED = "dev.evently.event.EventPublished.v1";
    private static final String UPDATED = "dev.evently.event.EventUpdated.v1";
    private static final String CANCELLED = "dev.evently.event.EventCancelled.v1";

    private final Shards shards;
    private final KeepInventory inventory;

    InventoryFeed(Shards shards, KeepInventory inventory) {
        this.shards = shards;
        this.inventory = inventory;
    }

    @Override
    public String topic() {
        return Topics.EVENTS;
    }

    @Override
    public void on(ShardId shard, CloudEvent event) {
        switch (event.getType()) {
            case PUBLISHED, UPDATED -> {
                EventOnOffer offer = EventData.read(event, EventOnOffer.class);
                if (isOn(shard, Bucket.ofEvent(offer.eventId()))) {
                    inventory.follow(offer.toDescription());
                }
            }
            case CANCELLED -> {
                EventCalledOff off = EventData.read(event, EventCalledOff.class);
                if (isOn(shard, Bucket.ofEvent(off.eventId()))) {
                    inventory.close(off.toSaleEvent());
                }
            }
            default -> {
                // The topic carries more than inventory needs.
            }
        }
    }

    private boolean isOn(ShardId shard, Bucket bucket) {
        return shards.bucketsOf(shard).contains(bucket);
    }
}
