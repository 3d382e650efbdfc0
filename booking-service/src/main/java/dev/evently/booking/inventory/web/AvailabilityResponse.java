package dev.evently.booking.inventory.web;

import dev.evently.booking.inventory.Inventory;
import dev.evently.booking.inventory.Product;
import dev.evently.booking.inventory.Quota;
import dev.evently.booking.inventory.ViewInventory;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What can be booked, to everybody.
 *
 * @param onSale false once the event is cancelled or has begun
 * @param asOf when all of these figures were true together
 */
record AvailabilityResponse(UUID eventId, boolean onSale, List<OfProduct> products, Instant asOf) {

    /** A product with the figures of its scarcest quota. */
    record OfProduct(
            UUID productId,
            String name,
            long price,
            String currency,
            int capacity,
            int available,
            int held,
            int sold,
            int blocked) {

        static OfProduct of(Inventory inventory, Product product) {
            Quota quota = inventory.scarcest(product);
            return new OfProduct(
                    product.id(),
                    product.name(),
                    product.price(),
                    inventory.event().currency(),
                    quota.capacity(),
                    quota.available(),
                    quota.held(),
                    quota.sold(),
                    quota.blocked());
        }
    }

    static AvailabilityResponse of(ViewInventory.Availability availability) {
        Inventory inventory = availability.inventory();
        return new AvailabilityResponse(
                inventory.event().id(),
                availability.onSale(),
                inventory.products().stream()
                        .filter(Product::onSale)
                        .map(product -> OfProduct.of(inventory, product))
                        .toList(),
                availability.asOf());
    }
}
