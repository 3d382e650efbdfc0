package dev.evently.booking.inventory;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.evently.booking.seat.Seat;
import dev.evently.booking.seat.SeatMap;
import dev.evently.booking.seat.SeatState;
import dev.evently.booking.seat.Seats;
import dev.evently.booking.sharding.Bucket;
import dev.evently.booking.sharding.Shards;
import dev.evently.booking.team.TeamRole;
import dev.evently.booking.team.Teams;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** Keeps numbered seats from sale, and puts them on sale again; what {@link BlockPlaces} does where places have no number. */
@Named
public class BlockSeats {

    private final Shards shards;
    private final SaleEvents events;
    private final Quotas quotas;
    private final Seats seats;
    private final Teams teams;
    private final InventoryEvents told;
    private final Clock clock;

    BlockSeats(
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

    /**
     * Lets these seats be blocked, or not be blocked; all of them or none. Repeating it changes nothing. A seat that is held
     * or sold is not blocked.
     */
    public Result block(UUID eventId, List<UUID> seatIds, boolean blocked, UUID userId, boolean admin) {
        Bucket bucket = Bucket.ofEvent(eventId);
        return shards.inTransaction(bucket, () -> {
            Optional<SaleEvent> event =
                    events.find(bucket, eventId).filter(sale -> admin || manages(userId, sale.organizerId()));
            if (event.isEmpty()) {
                return new Result.Unknown();
            }
            Inventory inventory = events.lock(bucket, eventId).orElseThrow();
            if (inventory.quotas().stream().anyMatch(Quota::closed)) {
                return new Result.Closed();
            }
            return seats.current(bucket, eventId)
                    .map(map -> block(bucket, inventory, map, seatIds, blocked))
                    .orElseGet(() -> new Result.NoSuchSeats(
                            IntStream.range(0, seatIds.size()).boxed().toList()));
        });
    }

    private boolean manages(UUID userId, UUID organizerId) {
        return teams.roleOf(userId, organizerId).filter(TeamRole::managesSale).isPresent();
    }

    private Result block(Bucket bucket, Inventory inventory, SeatMap map, List<UUID> seatIds, boolean blocked) {
        List<Integer> unknown = IntStream.range(0, seatIds.size())
                .filter(n -> map.layout()
                        .seat(seatIds.get(n))
                        .flatMap(seat -> inventory.quota(seat.quotaId()))
                        .filter(quota -> quota.wantedCapacity() > 0)
                        .isEmpty())
                .boxed()
                .toList();
        if (!unknown.isEmpty()) {
            return new Result.NoSuchSeats(unknown);
        }
        SeatState from = blocked ? SeatState.FREE : SeatState.BLOCKED;
        SeatState to = blocked ? SeatState.BLOCKED : SeatState.FREE;
        List<Seat> named = seatIds.stream()
                .distinct()
                .map(id -> map.layout().seat(id).orElseThrow())
                .toList();
        List<Seat> taken =
                named.stream().filter(seat -> map.state(seat).isTaken()).toList();
        if (blocked && !taken.isEmpty()) {
            return new Result.Taken(taken);
        }
        List<Seat> moving =
                named.stream().filter(seat -> map.state(seat) == from).toList();
        if (!moving.isEmpty()) {
            count(bucket, inventory, moving, blocked ? 1 : -1);
            UUID eventId = inventory.event().id();
            seats.block(bucket, eventId, from, to, moving.stream().map(Seat::id).collect(toUnmodifiableSet()));
        }
        return new Result.Done();
    }

    private void count(Bucket bucket, Inventory before, List<Seat> moving, int sign) {
        UUID eventId = before.event().id();
        Instant now = clock.instant();
        List<LedgerEntry> entries = new ArrayList<>();
        Inventory after = before;
        for (Map.Entry<UUID, List<Seat>> some :
                moving.stream().collect(groupingBy(Seat::quotaId)).entrySet()) {
            Quota quota = after.quota(some.getKey()).orElseThrow();
            Quota counted = quota.block(quota.blocked() + sign * some.getValue().size());
            quotas.update(bucket, eventId, counted);
            entries.add(new LedgerEntry(
                    bucket,
                    eventId,
                    quota.id(),
                    null,
                    LedgerReason.BLOCKED_CHANGED,
                    LedgerEntry.Change.between(quota, counted),
                    now));
            after = after.with(counted);
        }
        quotas.append(entries);
        PlacesOpened.between(bucket, before, after, PlacesOpened.Reason.UNBLOCKED, now)
                .ifPresent(told::publish);
    }

    /** What became of it. */
    public sealed interface Result {

        record Done() implements Result {}

        /** Seats that are held or sold; nothing was changed. */
        record Taken(List<Seat> seats) implements Result {}

        /** Seats, by their index from zero, that the event does not have or does not sell. */
        record NoSuchSeats(List<Integer> indexes) implements Result {}

        /** The event is cancelled; nothing of it is on sale. */
        record Closed() implements Result {}

        /** No such event, or the caller does not manage it. */
        record Unknown() implements Result {}
    }
}
