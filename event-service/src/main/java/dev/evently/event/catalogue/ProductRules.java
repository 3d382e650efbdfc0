package dev.evently.event.catalogue;

import dev.evently.event.catalogue.EventPlan.ProductPlan;
import dev.evently.event.catalogue.EventPlan.QuotaPlan;
import dev.evently.event.constraint.Violation;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The rules of what an event sells: each product counts its places in a quota of its own or in declared ones, and every
 * declared quota counts something.
 *
 * <p>What a product is counted by stays once people may have paid for it: places sold out of one quota would be missing
 * in another.
 */
final class ProductRules {

    private ProductRules() {}

    static void check(EventPlan plan, Premises premises, Set<UUID> present, List<Violation> broken) {
        checkQuotas(plan, broken);
        Set<String> keys = plan.quotas().stream().map(QuotaPlan::key).collect(Collectors.toSet());
        Map<String, Integer> seats = premises.seatsByCategory();
        Set<UUID> seen = new HashSet<>();
        for (int i = 0; i < plan.products().size(); i++) {
            ProductPlan product = plan.products().get(i);
            String field = "products[" + i + "]";
            checkShares(product, keys, field, broken);
            checkSeats(product, premises, seats, field, broken);
            checkCapacity(product, plan.quotas(), seats, field, broken);
            UUID id = product.id();
            if (id != null && !present.contains(id)) {
                broken.add(new Violation(field + ".id", "must be a product of this event, or absent for a new one"));
            }
            if (id != null && !seen.add(id)) {
                broken.add(new Violation(field + ".id", "must be listed once"));
            }
        }
    }

    /** What of a published event may not change. */
    static void checkPromises(EventPlan plan, EventDetails current, List<Violation> broken) {
        Map<UUID, Product> sold =
                current.products().stream().collect(Collectors.toMap(Product::id, Function.identity()));
        Set<UUID> kept = new HashSet<>();
        for (int i = 0; i < plan.products().size(); i++) {
            ProductPlan product = plan.products().get(i);
            Product before = product.id() == null ? null : sold.get(product.id());
            if (before == null) {
                continue;
            }
            kept.add(before.id());
            if (!Set.copyOf(product.quotas()).equals(Set.copyOf(before.quotas()))) {
                broken.add(new Violation(
                        "products[" + i + "].quotas",
                        "cannot change once the event is published: its places are counted there"));
            }
            if (!Objects.equals(product.seatCategory(), before.seatCategory())) {
                broken.add(new Violation(
                        "products[" + i + "].seatCategory",
                        "cannot change once the event is published: people may hold its seats"));
            }
        }
        for (Product product : current.products()) {
            if (!kept.contains(product.id())) {
                broken.add(new Violation(
                        "products", "must keep product " + product.id() + " once the event is published"));
            }
        }
    }

    private static void checkQuotas(EventPlan plan, List<Violation> broken) {
        Set<String> used = plan.products().stream()
                .flatMap(product -> product.quotas().stream())
                .collect(Collectors.toSet());
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < plan.quotas().size(); i++) {
            String key = plan.quotas().get(i).key();
            if (!seen.add(key)) {
                broken.add(new Violation("quotas[" + i + "].key", "must be unique within the event"));
            } else if (!used.contains(key)) {
                broken.add(new Violation("quotas[" + i + "].key", "must be shared by a product at least"));
            }
        }
    }

    private static void checkShares(ProductPlan product, Set<String> keys, String field, List<Violation> broken) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < product.quotas().size(); i++) {
            String key = product.quotas().get(i);
            if (!keys.contains(key)) {
                broken.add(new Violation(field + ".quotas[" + i + "]", "must be the key of a quota of the event"));
            } else if (!seen.add(key)) {
                broken.add(new Violation(field + ".quotas[" + i + "]", "must be listed once"));
            }
        }
    }

    private static void checkSeats(
            ProductPlan product, Premises premises, Map<String, Integer> seats, String field, List<Violation> broken) {
        String category = product.seatCategory();
        if (category == null) {
            return;
        }
        if (premises.seating() == null) {
            broken.add(new Violation(field + ".seatCategory", "must come with a seatingPlanId of the event"));
        } else if (premises.hall() != null && seats.getOrDefault(category, 0) == 0) {
            broken.add(new Violation(
                    field + ".seatCategory", "must be the key of a category of the seating plan that has seats"));
        }
    }

    private static void checkCapacity(
            ProductPlan product,
            List<QuotaPlan> quotas,
            Map<String, Integer> seats,
            String field,
            List<Violation> broken) {
        Integer sent = product.capacity();
        Integer capacity = product.capacityWithin(quotas, seats);
        if (capacity == null || capacity == 0) {
            if (product.hasOwnQuota()) {
                broken.add(new Violation(field + ".capacity", "must not be null"));
            }
            return;
        }
        if (sent != null && !sent.equals(capacity)) {
            broken.add(new Violation(
                    field + ".capacity",
                    "must be left out, or be the " + capacity + " that its seats and quotas leave it"));
        }
        if (product.maxPerBooking() > capacity) {
            broken.add(new Violation(field + ".maxPerBooking", "must be at most the capacity"));
        }
    }
}
