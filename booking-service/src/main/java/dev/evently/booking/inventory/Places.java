package dev.evently.booking.inventory;

import dev.evently.booking.sharding.Bucket;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A number of places of one event, counted per quota.
 *
 * @param bookingId whose places they are
 * @param byQuota how many places of each quota, all more than zero, in the {@link LockOrder}
 * @param seats those of them that are numbered seats, whose quota counts them too
 */
public record Places(Bucket bucket, UUID eventId, UUID bookingId, SortedMap<UUID, Integer> byQuota, Set<UUID> seats) {

    public Places {
        if (byQuota.isEmpty() || byQuota.values().stream().anyMatch(count -> count <= 0)) {
            throw new IllegalArgumentException("Places are counted from one");
        }
        SortedMap<UUID, Integer> inOrder = new TreeMap<>(LockOrder.IDS);
        inOrder.putAll(byQuota);
        byQuota = Collections.unmodifiableSortedMap(inOrder);
        seats = Set.copyOf(seats);
    }
}
