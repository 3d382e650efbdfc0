package dev.evently.booking.inventory;

import dev.evently.booking.seat.Seats;
import dev.evently.booking.sharding.Shards;
import dev.evently.booking.team.TeamRole;
import dev.evently.booking.team.Teams;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The inventory's use cases around fakes, for tests of other features. */
public record SaleDesk(Ledger ledger, KeepInventory keepInventory, BlockPlaces blockPlaces, BlockSeats blockSeats) {

    public SaleDesk(
            Shards shards, SaleEvents events, Quotas quotas, Seats seats, List<PlacesOpened> told, Clock clock) {
        this(
                new Ledger(quotas, seats),
                new KeepInventory(shards, events, quotas, seats, told::add, clock),
                new BlockPlaces(shards, events, quotas, seats, new NoTeams(), told::add, clock),
                new BlockSeats(shards, events, quotas, seats, new NoTeams(), told::add, clock));
    }

    /** Leaves everything to administrators. */
    private static final class NoTeams implements Teams {

        @Override
        public Optional<TeamRole> roleOf(UUID userId, UUID organizerId) {
            return Optional.empty();
        }

        @Override
        public void replaceIfNewer(UUID organizerId, long version, Map<UUID, TeamRole> members) {
            throw new UnsupportedOperationException();
        }
    }
}
