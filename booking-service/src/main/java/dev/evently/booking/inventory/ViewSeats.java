package dev.evently.booking.inventory;

import dev.evently.booking.seat.SeatLayout;
import dev.evently.booking.seat.SeatMap;
import dev.evently.booking.seat.Seats;
import dev.evently.booking.sharding.Bucket;
import dev.evently.booking.sharding.Shards;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Shows everybody which numbered seats are free. */
@Named
public class ViewSeats {

    /** More changes than this are not told one by one: the whole map is shorter. */
    private static final int MOST_CHANGES = 2_000;

    private final Shards shards;
    private final SaleEvents events;
    private final Seats seats;

    ViewSeats(Shards shards, SaleEvents events, Seats seats) {
        this.shards = shards;
        this.events = events;
        this.seats = seats;
    }

    /** The map; empty for an event that was never on sale or has no numbered seats. */
    public Optional<Seating> map(UUID eventId) {
        Bucket bucket = Bucket.ofEvent(eventId);
        return shards.inSnapshot(
                bucket,
                () -> events.inventory(bucket, eventId)
                        .flatMap(inventory -> seats.current(bucket, eventId).map(map -> new Seating(inventory, map))));
    }

    /**
     * What has changed since a version of the map.
     *
     * @param version zero and more
     * @return empty as for {@link #map}
     */
    public Optional<Changes> since(UUID eventId, long version) {
        Bucket bucket = Bucket.ofEvent(eventId);
        return shards.inSnapshot(
                bucket,
                () -> map(eventId)
                        .flatMap(now -> seats.changedSince(bucket, eventId, version, MOST_CHANGES + 1)
                                .map(changes -> new Changes(
                                        now.inventory().event(),
                                        now.map().layout(),
                                        changes.version(),
                                        changes.seats().size() > MOST_CHANGES,
                                        changes.seats()))));
    }

    /** An event's seats, and what they are sold as. */
    public record Seating(Inventory inventory, SeatMap map) {}

    /**
     * The seats that changed.
     *
     * @param version the version that all changes lead to
     * @param tooMany whether there are too many to tell; then none is
     */
    public record Changes(
            SaleEvent event, SeatLayout layout, long version, boolean tooMany, List<SeatMap.Change> seats) {

        public Changes {
            seats = tooMany ? List.of() : List.copyOf(seats);
        }
    }
}
