package dev.evently.booking.seat.persistence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.evently.booking.seat.SeatMap;
import java.util.Optional;
import java.util.UUID;

/**
 * The seat maps that this instance read last, so that only changes have to be read again. What is here was committed once,
 * and decides nothing before it has been brought up to date.
 */
final class KnownMaps {

    /** Seats of all events together; one takes about 250 bytes. */
    private static final long MOST_SEATS = 150_000;

    private final Cache<UUID, SeatMap> maps = Caffeine.newBuilder()
            .maximumWeight(MOST_SEATS)
            .weigher((UUID event, SeatMap map) -> map.layout().size())
            .build();

    Optional<SeatMap> find(UUID eventId) {
        return Optional.ofNullable(maps.getIfPresent(eventId));
    }

    /** Keeps the map unless a newer one is known. */
    void remember(UUID eventId, SeatMap map) {
        maps.asMap().merge(eventId, map, (one, other) -> one.version() < other.version() ? other : one);
    }

    void forget(UUID eventId) {
        maps.invalidate(eventId);
    }
}
