package dev.evently.booking.inventory.messaging;

import dev.evently.booking.inventory.InventoryEvents;
import dev.evently.booking.inventory.PlacesOpened;
import dev.evently.platform.messaging.IntegrationEvent;
import dev.evently.platform.messaging.Outbox;
import dev.evently.platform.messaging.Topics;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Leaves what happened to inventories in the outbox of the event's shard. */
@Component
class OutboxInventoryEvents implements InventoryEvents {

    private static final String TYPE = "dev.evently.booking.PlacesOpened.v1";

    private final Outbox outbox;

    OutboxInventoryEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    /** The data of {@value #TYPE}. */
    record Opened(UUID eventId, PlacesOpened.Reason reason, List<OfProduct> products, Instant openedAt) {

        record OfProduct(UUID productId, int quantity) {}

        static Opened of(PlacesOpened event) {
            return new Opened(
                    event.eventId(),
                    event.reason(),
                    event.byProduct().entrySet().stream()
                            .map(product -> new OfProduct(product.getKey(), product.getValue()))
                            .toList(),
                    event.at());
        }
    }

    @Override
    public void publish(PlacesOpened event) {
        String id = event.eventId().toString();
        outbox.append(event.bucket().value(), new IntegrationEvent(Topics.BOOKINGS, id, TYPE, id, Opened.of(event)));
    }
}
