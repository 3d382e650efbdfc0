package dev.evently.booking.inventory;

import dev.evently.booking.sharding.Bucket;
import dev.evently.booking.sharding.Shards;
import dev.evently.booking.team.TeamRole;
import dev.evently.booking.team.Teams;
import jakarta.inject.Named;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Keeps places of a quota from sale, for the house, the press or the artists, and puts them on sale again. */
@Named
public class BlockPlaces {

    private final Shards shards;
    private final SaleEvents events;
    private final Quotas quotas;
    private final Teams teams;
    private final Clock clock;

    BlockPlaces(Shards shards, SaleEvents events, Quotas quotas, Teams teams, Clock clock) {
        this.shards = shards;
        this.events = events;
        this.quotas = quotas;
        this.teams = teams;
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
            return quotas.lock(bucket, eventId, List.of(quotaId)).stream()
                    .findFirst()
                    .map(quota -> block(bucket, eventId, quota, places))
                    .orElseGet(Result.Unknown::new);
        });
    }

    private boolean manages(UUID userId, UUID organizerId) {
        return teams.roleOf(userId, organizerId).filter(TeamRole::managesSale).isPresent();
    }

    private Result block(Bucket bucket, UUID eventId, Quota before, int places) {
        if (before.closed()) {
            return new Result.Closed();
        }
        if (places - before.blocked() > before.available()) {
            return new Result.TooFewFree(before.available());
        }
        Quota after = before.block(places);
        if (!after.equals(before)) {
            quotas.update(bucket, eventId, after);
            quotas.append(List.of(new LedgerEntry(
                    bucket,
                    eventId,
                    before.id(),
                    null,
                    LedgerReason.BLOCKED_CHANGED,
                    LedgerEntry.Change.between(before, after),
                    clock.instant())));
        }
        return new Result.Done();
    }

    /** What became of it. */
    public sealed interface Result {

        record Done() implements Result {}

        /** Fewer places are free than would have to be blocked. */
        record TooFewFree(int available) implements Result {}

        /** The event is cancelled; nothing of it is on sale. */
        record Closed() implements Result {}

        /** No such event or quota, or the caller does not manage it. */
        record Unknown() implements Result {}
    }
}
