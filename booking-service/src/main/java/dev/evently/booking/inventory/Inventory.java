package dev.evently.booking.inventory;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * All that an event sells, as of one instant.
 *
 * @param products in the order their organizer gave them, withdrawn ones included
 */
public record Inventory(SaleEvent event, List<Product> products, List<Quota> quotas) {

    public Inventory {
        products = List.copyOf(products);
        quotas = List.copyOf(quotas);
    }

    public Optional<Product> product(UUID id) {
        return products.stream().filter(product -> product.id().equals(id)).findFirst();
    }

    public Optional<Quota> quota(UUID id) {
        return quotas.stream().filter(quota -> quota.id().equals(id)).findFirst();
    }

    /** Whether every quota that a product draws from is among the quotas. */
    public boolean complete() {
        return products.stream()
                .flatMap(product -> product.quotaIds().stream())
                .allMatch(drawn -> quota(drawn).isPresent());
    }

    /** The inventory with one of its quotas changed. */
    Inventory with(Quota changed) {
        return new Inventory(
                event,
                products,
                quotas.stream()
                        .map(quota -> quota.id().equals(changed.id()) ? changed : quota)
                        .toList());
    }

    /** The quota that limits a product: of all it draws from, the one with the fewest places left. */
    public Quota scarcest(Product product) {
        return quotas.stream()
                .filter(quota -> product.quotaIds().contains(quota.id()))
                .min(Comparator.comparingInt(Quota::available))
                .orElseThrow();
    }
}
