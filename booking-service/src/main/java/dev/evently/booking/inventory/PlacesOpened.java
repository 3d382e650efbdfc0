package dev.evently.booking.inventory;

import dev.evently.booking.sharding.Bucket;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The organizer put more places on sale.
 *
 * @param byProduct how many more of each product can be sold than before, all more than zero
 */
public record PlacesOpened(Bucket bucket, UUID eventId, Reason reason, SortedMap<UUID, Integer> byProduct, Instant at) {

    public PlacesOpened {
        if (byProduct.isEmpty() || byProduct.values().stream().anyMatch(count -> count <= 0)) {
            throw new IllegalArgumentException("Places are counted from one");
        }
        byProduct = Collections.unmodifiableSortedMap(new TreeMap<>(byProduct));
    }

    /** What the organizer did. */
    public enum Reason {
        /** Places had been kept from sale. */
        UNBLOCKED,
        /** There are more places than before. */
        CAPACITY_RAISED
    }

    /**
     * What a change of an event's inventory opened; empty when no product has more places to sell than before. A product
     * that was not on sale before opens nothing: nobody waits for it.
     */
    static Optional<PlacesOpened> between(Bucket bucket, Inventory before, Inventory after, Reason reason, Instant at) {
        SortedMap<UUID, Integer> opened = new TreeMap<>();
        for (Product product : after.products()) {
            before.product(product.id())
                    .filter(earlier -> earlier.onSale() && product.onSale())
                    .map(earlier -> after.scarcest(product).available()
                            - before.scarcest(earlier).available())
                    .filter(more -> more > 0)
                    .ifPresent(more -> opened.put(product.id(), more));
        }
        return opened.isEmpty()
                ? Optional.empty()
                : Optional.of(new PlacesOpened(bucket, after.event().id(), reason, opened, at));
    }
}
