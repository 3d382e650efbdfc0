package dev.evently.booking.inventory;

import dev.evently.booking.sharding.Bucket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The events that are or were on sale, of the shard the calling thread is bound to. */
public interface SaleEvents {

    Optional<SaleEvent> find(Bucket bucket, UUID eventId);

    /** The event with all its products and quotas, read at one instant. */
    Optional<Inventory> inventory(Bucket bucket, UUID eventId);

    /** As {@link #inventory}, and nobody else moves places of the event until the transaction ends. */
    Optional<Inventory> lock(Bucket bucket, UUID eventId);

    /** As {@link #lock}, of those events of one shard whose places nobody else is moving; waits for none of them. */
    Locked lockFree(Set<UUID> eventIds);

    /**
     * What was locked of some events; those that are in neither are unknown.
     *
     * @param busy whose places somebody else is moving
     */
    record Locked(Map<UUID, Inventory> inventories, Set<UUID> busy) {

        public static final Locked NONE = new Locked(Map.of(), Set.of());

        public static Locked of(Inventory inventory) {
            return new Locked(Map.of(inventory.event().id(), inventory), Set.of());
        }

        public Optional<Inventory> inventory(UUID eventId) {
            return Optional.ofNullable(inventories.get(eventId));
        }
    }

    /**
     * Writes the event if it is new, or on sale with a lower version, and locks it until the transaction ends.
     *
     * @return whether it was written
     */
    boolean saveIfNewer(Bucket bucket, SaleEvent event);

    /**
     * Cancels the event, whatever its version: nothing puts it on sale again. One never heard of is written as given.
     *
     * @return false when it was cancelled before
     */
    boolean cancel(Bucket bucket, SaleEvent cancelled);

    /** Makes these the event's products; others it has stay known and are withdrawn from sale. */
    void replaceProducts(Bucket bucket, UUID eventId, List<Product> products);

    /** Some cancelled events of these buckets that may still have bookings to cancel. */
    List<UUID> windingUp(Set<Bucket> buckets, int limit);

    /** Notes that nothing is left to cancel. */
    void woundUp(Bucket bucket, UUID eventId);
}
