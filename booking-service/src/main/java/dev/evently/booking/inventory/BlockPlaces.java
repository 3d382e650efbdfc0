package dev.evently.booking.inventory;

import dev.evently.booking.seat.Seats;
import dev.evently.booking.sharding.Bucket;
import dev.evently.booking.sharding.Shards;
import dev.evently.booking.team.TeamRole;
import dev.evently.booking.team.Teams;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Keeps places of a quota from sale, for the house, the press or the artists, and puts them on sale again. */
@Named
public class BlockPlaces {

    private final Shards shards;
    private final SaleEvents events;
    private final Quotas quotas;
    private final Seats seats;
    private final Teams teams;
    private final InventoryEvents told;
    private final Clock clock;

    BlockPlaces(
            Shards shards,
            SaleEvents events,
            Quotas quotas,
            Seats seats,
            Teams teams,
            InventoryEvents told,
            Clock clock) {
        this.shards = shards;
        this.events = events;
        this.quotas = quotas;
        this.seats = seats;
        this.teams = teams;
        this.told = told;
        this.clock = clock;
    }

    /** Lets so many places of the quota be blocked in all. Repeating it changes nothing. */
    public Result block(UUID eventId, UUID quotaId, int places, UUID userId, boolean admin) {
        Bucket bucket = Bucket.ofEvent(eventId);
        return shards.inTransaction(bucket, () -> {
            Optional<SaleEvent> event =
                    events.find(bucket, eventId).filter(sale -> admin || manages(userId, sale.organizerId()));
            if (event.isEmpty()) {
                return new Result.Unknown();
            }
            Inventory inventory = events.lock(bucket, eventId).orElseThrow();
            return inventory
                    .quota(quotaId)
                    .map(quota -> block(bucket, inventory, quota, places))
                    .orElseGet(Result.Unknown::new);
        });
    }

    private boolean manages(UUID userId, UUID organizerId) {
        return teams.roleOf(userId, organizerId).filter(TeamRole::managesSale).isPresent();
    }

    private Result block(Bucket bucket, Inventory inventory, Quota before, int places) {
        if (before.closed()) {
            return new Result.Closed();
        }
        UUID eventId = inventory.event().id();
        if (seats.current(bucket, eventId)
                .filter(map -> map.layout().hasQuota(before.id()))
                .isPresent()) {
            return new Result.Numbered();
        }
        if (places - before.blocked() > before.available()) {
            return new Result.TooFewFree(before.available());
        }
        Quota after = before.block(places);
        if (!after.equals(before)) {
            Instant now = clock.instant();
            quotas.update(bucket, eventId, after);
            quotas.append(List.of(new LedgerEntry(
                    bucket,
                    eventId,
                    before.id(),
                    null,
                    LedgerReason.BLOCKED_CHANGED,
                    LedgerEntry.Change.between(before, after),
                    now)));
            PlacesOpened.between(bucket, inventory, inventory.with(after), PlacesOpened.Reason.UNBLOCKED, now)
                    .ifPresent(told::publish);
        }
        return new Result.Done();
    }

    /** What became of it. */
    public sealed interface Result {

        record Done() implements Result {}

        /** Fewer places are free than would have to be blocked. */
        record TooFewFree(int available) implements Result {}

        /** The quota counts numbered seats, which are blocked one by one: {@link BlockSeats}. */
        record Numbered() implements Result {}

        /** The event is cancelled; nothing of it is on sale. */
        record Closed() implements Result {}

        /** No such event or quota, or the caller does not manage it. */
        record Unknown() implements Result {}
    }
}
