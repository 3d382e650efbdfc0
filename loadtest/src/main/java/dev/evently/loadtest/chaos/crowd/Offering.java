package dev.evently.loadtest.chaos.crowd;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * An event on sale, with two products that share the hall; the reduced price has a quota of its own besides.
 *
 * @param id event id
 * @param standard product at the standard price
 * @param reduced product at the reduced price
 * @param capacity places of the hall
 */
public record Offering(UUID id, UUID standard, UUID reduced, int capacity) {

    Map<String, ?> order(Intention intention) {
        List<Map<String, ?>> items = new ArrayList<>();
        if (intention.standard() > 0) {
            items.add(Map.of("productId", standard.toString(), "quantity", intention.standard()));
        }
        if (intention.reduced() > 0) {
            items.add(Map.of("productId", reduced.toString(), "quantity", intention.reduced()));
        }
        return Map.of("eventId", id.toString(), "items", items);
    }
}
