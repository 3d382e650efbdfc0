package dev.evently.booking.inventory;

import java.util.List;
import java.util.UUID;

/**
 * What an organizer wants to sell at an event: the state that one version of the event's description asks for.
 */
public record EventDescription(SaleEvent event, List<Product> products, List<WantedQuota> quotas) {

    public EventDescription {
        products = List.copyOf(products);
        quotas = List.copyOf(quotas);
    }

    /** A pool and how many places it shall have. */
    public record WantedQuota(UUID id, String name, int capacity) {

        public WantedQuota {
            if (capacity < 0) {
                throw new IllegalArgumentException("A capacity is not negative");
            }
        }
    }
}
