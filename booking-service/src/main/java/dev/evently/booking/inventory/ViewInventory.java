package dev.evently.booking.inventory;

import dev.evently.booking.sharding.Bucket;
import dev.evently.booking.sharding.Shards;
import dev.evently.booking.team.TeamRole;
import dev.evently.booking.team.Teams;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Shows what is left of an event: to everybody its products, to those who run it the account of every quota. */
@Named
public class ViewInventory {

    private final Shards shards;
    private final SaleEvents events;
    private final Quotas quotas;
    private final Teams teams;
    private final Clock clock;

    ViewInventory(Shards shards, SaleEvents events, Quotas quotas, Teams teams, Clock clock) {
        this.shards = shards;
        this.events = events;
        this.quotas = quotas;
        this.teams = teams;
        this.clock = clock;
    }

    /** What can be booked; empty for an event that was never on sale. */
    public Optional<Availability> availability(UUID eventId) {
        Bucket bucket = Bucket.ofEvent(eventId);
        return shards.inSnapshot(bucket, () -> {
            Instant asOf = clock.instant();
            return events.inventory(bucket, eventId).map(inventory -> new Availability(inventory, asOf));
        });
    }

    /** The account; empty for an unknown event, and for who neither runs the event nor is an administrator. */
    public Optional<Account> account(UUID eventId, UUID userId, boolean admin) {
        Bucket bucket = Bucket.ofEvent(eventId);
        return shards.inSnapshot(bucket, () -> {
            Instant asOf = clock.instant();
            return events.inventory(bucket, eventId)
                    .filter(inventory -> admin || runs(userId, inventory.event()))
                    .map(inventory -> new Account(inventory, quotas.sums(bucket, eventId), asOf));
        });
    }

    private boolean runs(UUID userId, SaleEvent event) {
        return teams.roleOf(userId, event.organizerId())
                .filter(TeamRole::seesFigures)
                .isPresent();
    }

    /** The inventory at an instant. */
    public record Availability(Inventory inventory, Instant asOf) {

        public boolean onSale() {
            return inventory.event().onSale(asOf);
        }
    }

    /**
     * The inventory with what the ledger says of it, of one snapshot.
     *
     * @param ledger the sum of all entries by quota
     */
    public record Account(Inventory inventory, Map<UUID, LedgerEntry.Change> ledger, Instant asOf) {

        public Account {
            ledger = Map.copyOf(ledger);
        }

        /** Whether the ledger's sum is the quota as it stands. */
        public boolean balanced(Quota quota) {
            return LedgerEntry.Change.opening(quota).equals(ledger.getOrDefault(quota.id(), LedgerEntry.Change.NONE));
        }
    }
}
