package dev.evently.booking.inventory;

import static java.util.stream.Collectors.toMap;

import dev.evently.booking.sharding.Bucket;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One event on sale, without a database. */
public final class InMemorySaleEvents implements SaleEvents {

    private final InMemoryQuotas quotas;
    private @Nullable SaleEvent stored;
    private List<Product> products = List.of();
    private boolean windingUp;

    public InMemorySaleEvents(InMemoryQuotas quotas) {
        this.quotas = quotas;
    }

    @Override
    public Optional<SaleEvent> find(Bucket bucket, UUID eventId) {
        return Optional.ofNullable(stored).filter(event -> event.id().equals(eventId));
    }

    @Override
    public Optional<Inventory> inventory(Bucket bucket, UUID eventId) {
        return find(bucket, eventId).map(event -> new Inventory(event, products, quotas.all()));
    }

    @Override
    public Optional<Inventory> lock(Bucket bucket, UUID eventId) {
        return inventory(bucket, eventId);
    }

    @Override
    public Locked lockFree(Set<UUID> eventIds) {
        return new Locked(
                eventIds.stream()
                        .flatMap(id -> inventory(Bucket.ofEvent(id), id).stream())
                        .collect(toMap(found -> found.event().id(), Function.identity())),
                Set.of());
    }

    @Override
    public boolean saveIfNewer(Bucket bucket, SaleEvent event) {
        SaleEvent before = stored;
        if (before != null && (before.version() >= event.version() || before.status() == SaleEvent.Status.CANCELLED)) {
            return false;
        }
        stored = event;
        return true;
    }

    @Override
    public boolean cancel(Bucket bucket, SaleEvent cancelled) {
        SaleEvent before = stored;
        if (before != null && before.status() == SaleEvent.Status.CANCELLED) {
            return false;
        }
        stored = cancelled;
        windingUp = true;
        return true;
    }

    @Override
    public void replaceProducts(Bucket bucket, UUID eventId, List<Product> newProducts) {
        products = newProducts;
    }

    @Override
    public List<UUID> windingUp(Set<Bucket> buckets, int limit) {
        return windingUp && stored != null ? List.of(stored.id()) : List.of();
    }

    @Override
    public void woundUp(Bucket bucket, UUID eventId) {
        windingUp = false;
    }
}
