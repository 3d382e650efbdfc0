package dev.evently.booking.seat;

import dev.evently.booking.sharding.Bucket;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The seats of one event, without a database. */
public final class InMemorySeats implements Seats {

    private @Nullable SeatLayout layout;
    private final Map<UUID, SeatState> states = new LinkedHashMap<>();
    private final Map<UUID, UUID> holders = new HashMap<>();
    private final Map<UUID, Long> versions = new HashMap<>();
    private long version;

    @Override
    public void open(Bucket bucket, UUID eventId, SeatLayout opened) {
        if (layout == null) {
            layout = opened;
            version = 1;
            opened.seats().forEach(seat -> put(seat.id(), SeatState.FREE, null));
        }
    }

    @Override
    public Optional<SeatMap> current(Bucket bucket, UUID eventId) {
        return Optional.ofNullable(layout)
                .map(known -> SeatMap.untouched(known)
                        .after(changedSince(bucket, eventId, 0, known.size()).orElseThrow()));
    }

    @Override
    public Optional<SeatMap.Changes> changedSince(Bucket bucket, UUID eventId, long since, int limit) {
        List<SeatMap.Change> changes = states.entrySet().stream()
                .filter(seat -> Objects.requireNonNull(versions.get(seat.getKey())) > since)
                .limit(limit)
                .map(seat -> new SeatMap.Change(positionOf(seat.getKey()), seat.getValue()))
                .toList();
        return Optional.of(new SeatMap.Changes(version, changes));
    }

    private int positionOf(UUID seat) {
        return Objects.requireNonNull(layout).seat(seat).orElseThrow().position();
    }

    @Override
    public void move(Bucket bucket, UUID eventId, SeatState from, SeatState to, Map<UUID, UUID> moved) {
        version++;
        moved.forEach((seat, booking) -> {
            require(seat, from, from.isTaken() ? booking : null);
            put(seat, to, to.isTaken() ? booking : null);
        });
    }

    @Override
    public void block(Bucket bucket, UUID eventId, SeatState from, SeatState to, Set<UUID> seats) {
        version++;
        seats.forEach(seat -> {
            require(seat, from, null);
            put(seat, to, null);
        });
    }

    @Override
    public void blockFree(Bucket bucket, UUID eventId, Collection<UUID> quotas) {
        if (layout != null) {
            version++;
            layout.seats().stream()
                    .filter(seat -> quotas.contains(seat.quotaId()) && stateOf(seat.id()) == SeatState.FREE)
                    .forEach(seat -> put(seat.id(), SeatState.BLOCKED, null));
        }
    }

    @Override
    public int unbalanced(Set<Bucket> buckets, Instant now) {
        throw new UnsupportedOperationException();
    }

    public SeatState stateOf(UUID seat) {
        return Objects.requireNonNull(states.get(seat));
    }

    public Optional<UUID> holderOf(UUID seat) {
        return Optional.ofNullable(holders.get(seat));
    }

    /** How many seats of a quota are in a state. */
    public int count(UUID quota, SeatState state) {
        return (int) Objects.requireNonNull(layout).seats().stream()
                .filter(seat -> seat.quotaId().equals(quota) && stateOf(seat.id()) == state)
                .count();
    }

    private void require(UUID seat, SeatState state, @Nullable UUID holder) {
        if (stateOf(seat) != state || !Objects.equals(holders.get(seat), holder)) {
            throw new IllegalStateException("Seat " + seat + " is " + stateOf(seat) + " of " + holders.get(seat));
        }
    }

    private void put(UUID seat, SeatState state, @Nullable UUID holder) {
        states.put(seat, state);
        versions.put(seat, version);
        if (holder == null) {
            holders.remove(seat);
        } else {
            holders.put(seat, holder);
        }
    }
}
