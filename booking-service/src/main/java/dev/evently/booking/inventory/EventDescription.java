package dev.evently.booking.inventory;

import dev.evently.booking.seat.SeatLayout;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an organizer wants to sell at an event: the state that one version of the event's description asks for.
 *
 * @param seats the numbered seats; null when there are none
 */
public record EventDescription(
        SaleEvent event,
        List<Product> products,
        List<WantedQuota> quotas,
        @Nullable SeatLayout seats) {

    public EventDescription {
        products = List.copyOf(products);
        quotas = List.copyOf(quotas);
        if (products.stream().anyMatch(product -> !hasSeats(seats, product))) {
            throw new IllegalArgumentException("A product sells seats that the event has");
        }
        if (seats != null && quotas.stream().anyMatch(quota -> !countsAll(seats, quota))) {
            throw new IllegalArgumentException("A quota of numbered seats has a place for each of them and no other");
        }
    }

    private static boolean hasSeats(@Nullable SeatLayout seats, Product product) {
        return product.seatQuota() == null || (seats != null && seats.hasQuota(product.seatQuota()));
    }

    private static boolean countsAll(SeatLayout seats, WantedQuota quota) {
        return !seats.hasQuota(quota.id()) || seats.countOf(quota.id()) == quota.capacity();
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
