package dev.evently.booking.inventory;

import dev.evently.booking.seat.FreeSeats;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an event has to sell, counted in memory while the running transaction keeps everybody else from moving its places.
 * {@link Ledger#hold} writes what was taken.
 */
public final class Stock {

    private final Inventory inventory;
    private final Map<UUID, Quota> quotas;
    private final List<Places> taken = new ArrayList<>();
    private final Supplier<FreeSeats> readSeats;
    private @Nullable FreeSeats seats;

    /**
     * @param inventory the event's, with its quotas locked
     * @param readSeats finds the event's free seats, once and only when they are asked for
     */
    public Stock(Inventory inventory, Supplier<FreeSeats> readSeats) {
        this.inventory = inventory;
        this.readSeats = readSeats;
        this.quotas = inventory.quotas().stream()
                .collect(Collectors.toMap(Quota::id, Function.identity(), (one, other) -> one, TreeMap::new));
    }

    /** The event, its products, and its quotas as they are now. */
    public Inventory inventory() {
        return new Inventory(inventory.event(), inventory.products(), List.copyOf(quotas.values()));
    }

    /** The free seats of an event that has numbered ones. */
    public FreeSeats seats() {
        if (seats == null) {
            seats = readSeats.get();
        }
        return seats;
    }

    /**
     * Takes places from sale if every quota they are counted in has enough of them left; otherwise none. Their seats are
     * free ones.
     */
    public boolean take(Places places) {
        boolean enough = places.byQuota().entrySet().stream().allMatch(wanted -> {
            Quota quota = quotas.get(wanted.getKey());
            return quota != null && quota.available() >= wanted.getValue();
        });
        if (enough) {
            places.byQuota().forEach((id, count) -> quotas.computeIfPresent(id, (same, quota) -> quota.hold(count)));
            if (!places.seats().isEmpty()) {
                seats().take(places.seats());
            }
            taken.add(places);
        }
        return enough;
    }

    List<Places> taken() {
        return Collections.unmodifiableList(taken);
    }
}
