package dev.evently.booking.inventory;

import static java.util.stream.Collectors.toMap;

import dev.evently.booking.sharding.Bucket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Quotas without a database; for one event. */
public final class InMemoryQuotas implements Quotas {

    private final Map<UUID, Quota> quotas = new TreeMap<>();
    private final List<LedgerEntry> entries = new ArrayList<>();

    @Override
    public void hold(List<Movement> movements) {
        movements.forEach(movement -> move(movement, LedgerEntry.Change.hold(movement.places())));
    }

    @Override
    public void sell(List<Movement> movements) {
        movements.forEach(movement -> move(movement, LedgerEntry.Change.sell(movement.places())));
    }

    private void move(Movement movement, LedgerEntry.Change change) {
        Quota quota = get(movement.quotaId());
        quotas.put(
                quota.id(),
                new Quota(
                        quota.id(),
                        quota.name(),
                        quota.capacity(),
                        quota.wantedCapacity(),
                        quota.available() + change.available(),
                        quota.held() + change.held(),
                        quota.sold() + change.sold(),
                        quota.blocked(),
                        quota.closed()));
    }

    @Override
    public List<Quota> lock(Bucket bucket, UUID eventId, Collection<UUID> quotaIds) {
        return quotas.values().stream()
                .filter(quota -> quotaIds.contains(quota.id()))
                .toList();
    }

    @Override
    public List<Quota> lockAll(Bucket bucket, UUID eventId) {
        return all();
    }

    @Override
    public void insert(Bucket bucket, UUID eventId, Quota quota) {
        quotas.put(quota.id(), quota);
    }

    @Override
    public void update(Bucket bucket, UUID eventId, Quota quota) {
        quotas.put(quota.id(), quota);
    }

    @Override
    public void append(List<LedgerEntry> added) {
        entries.addAll(added);
    }

    @Override
    public Map<UUID, LedgerEntry.Change> sums(Bucket bucket, UUID eventId) {
        return entries.stream()
                .collect(toMap(
                        LedgerEntry::quotaId,
                        LedgerEntry::change,
                        (one, other) -> new LedgerEntry.Change(
                                one.capacity() + other.capacity(),
                                one.available() + other.available(),
                                one.held() + other.held(),
                                one.sold() + other.sold(),
                                one.blocked() + other.blocked())));
    }

    @Override
    public int unbalanced(Set<Bucket> buckets) {
        Map<UUID, LedgerEntry.Change> sums = sums(new Bucket(0), new UUID(0, 0));
        return (int) quotas.values().stream()
                .filter(quota -> !LedgerEntry.Change.opening(quota).equals(sums.get(quota.id())))
                .count();
    }

    @Override
    public int checkpoint(Set<Bucket> buckets, int many) {
        return 0;
    }

    public Quota get(UUID id) {
        return Objects.requireNonNull(quotas.get(id));
    }

    public List<Quota> all() {
        return List.copyOf(quotas.values());
    }

    public List<LedgerReason> reasons() {
        return entries.stream().map(LedgerEntry::reason).toList();
    }
}
