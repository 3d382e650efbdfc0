package dev.evently.booking.inventory;

import static java.util.stream.Collectors.toMap;

import dev.evently.booking.seat.Seats;
import dev.evently.booking.sharding.Bucket;
import dev.evently.booking.sharding.Shards;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * Follows what organizers want to sell. The event's version decides: a description that comes twice, or after a newer one,
 * changes nothing.
 */
@Named
public class KeepInventory {

    private final Shards shards;
    private final SaleEvents events;
    private final Quotas quotas;
    private final Seats seats;
    private final InventoryEvents told;
    private final Clock clock;

    KeepInventory(Shards shards, SaleEvents events, Quotas quotas, Seats seats, InventoryEvents told, Clock clock) {
        this.shards = shards;
        this.events = events;
        this.quotas = quotas;
        this.seats = seats;
        this.told = told;
        this.clock = clock;
    }

    /** Puts the event on sale as described, or adapts it. */
    public void follow(EventDescription description) {
        SaleEvent event = description.event();
        Bucket bucket = Bucket.ofEvent(event.id());
        shards.inTransaction(bucket, () -> {
            if (events.saveIfNewer(bucket, event)) {
                Inventory before = events.lock(bucket, event.id()).orElseThrow();
                resizeQuotas(bucket, event.id(), description.quotas());
                events.replaceProducts(bucket, event.id(), description.products());
                if (description.seats() != null) {
                    seats.open(bucket, event.id(), description.seats());
                }
                Inventory after = events.inventory(bucket, event.id()).orElseThrow();
                PlacesOpened.between(bucket, before, after, PlacesOpened.Reason.CAPACITY_RAISED, clock.instant())
                        .ifPresent(told::publish);
            }
        });
    }

    /** Takes the event off sale for good. One never heard of is remembered, so that a late description comes to nothing. */
    public void close(SaleEvent cancelled) {
        Bucket bucket = Bucket.ofEvent(cancelled.id());
        shards.inTransaction(bucket, () -> {
            if (events.cancel(bucket, cancelled)) {
                closeQuotas(bucket, cancelled.id());
            }
        });
    }

    private void resizeQuotas(Bucket bucket, UUID eventId, List<EventDescription.WantedQuota> wanted) {
        Instant now = clock.instant();
        List<LedgerEntry> entries = new ArrayList<>();
        Map<UUID, Quota> dropped =
                new HashMap<>(quotas.lockAll(bucket, eventId).stream().collect(toMap(Quota::id, Function.identity())));
        for (EventDescription.WantedQuota want : wanted) {
            Quota before = dropped.remove(want.id());
            if (before == null) {
                Quota opened = Quota.open(want.id(), want.name(), want.capacity());
                quotas.insert(bucket, eventId, opened);
                entries.add(new LedgerEntry(
                        bucket,
                        eventId,
                        want.id(),
                        null,
                        LedgerReason.OPENED,
                        LedgerEntry.Change.opening(opened),
                        now));
            } else {
                resize(bucket, eventId, before, before.resize(want.name(), want.capacity()), now, entries);
            }
        }
        dropped.values().forEach(quota -> resize(bucket, eventId, quota, quota.resize(quota.name(), 0), now, entries));
        quotas.append(entries);
    }

    private void resize(
            Bucket bucket, UUID eventId, Quota before, Quota after, Instant now, List<LedgerEntry> entries) {
        record(bucket, eventId, before, after, LedgerReason.CAPACITY_CHANGED, now, entries);
    }

    private void closeQuotas(Bucket bucket, UUID eventId) {
        Instant now = clock.instant();
        List<LedgerEntry> entries = new ArrayList<>();
        List<Quota> open = quotas.lockAll(bucket, eventId);
        open.forEach(quota -> record(bucket, eventId, quota, quota.close(), LedgerReason.CLOSED, now, entries));
        seats.blockFree(
                bucket,
                eventId,
                open.stream()
                        .filter(quota -> quota.available() > 0)
                        .map(Quota::id)
                        .toList());
        quotas.append(entries);
    }

    private void record(
            Bucket bucket,
            UUID eventId,
            Quota before,
            Quota after,
            LedgerReason reason,
            Instant now,
            List<LedgerEntry> entries) {
        if (after.equals(before)) {
            return;
        }
        quotas.update(bucket, eventId, after);
        LedgerEntry.Change change = LedgerEntry.Change.between(before, after);
        if (!change.equals(LedgerEntry.Change.NONE)) {
            entries.add(new LedgerEntry(bucket, eventId, before.id(), null, reason, change, now));
        }
    }
}
