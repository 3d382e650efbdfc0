package dev.evently.booking.inventory.web;

import dev.evently.booking.inventory.ViewSeats;
import dev.evently.booking.seat.Seat;
import dev.evently.booking.seat.SeatLayout;
import java.util.List;
import java.util.UUID;

/**
 * What has changed in an event's seat map, to everybody.
 *
 * @param since the version that was asked about
 * @param version the version that these changes lead to
 * @param reload true when too much has changed to be told here: the whole map is to be read again
 */
record SeatChangesResponse(UUID eventId, long since, long version, boolean reload, List<OfSeat> seats) {

    /**
     * A seat that changed.
     *
     * @param seat {@code section/row/number}, each part with {@code %} as {@code %25} and {@code /} as {@code %2F}
     * @param state its letter, as in the whole map
     */
    record OfSeat(UUID seatId, String seat, String state) {}

    static SeatChangesResponse of(long since, ViewSeats.Changes changes) {
        SeatLayout layout = changes.layout();
        return new SeatChangesResponse(
                changes.event().id(),
                since,
                changes.version(),
                changes.tooMany(),
                changes.seats().stream()
                        .map(change -> {
                            Seat seat = layout.at(change.position());
                            return new OfSeat(
                                    seat.id(),
                                    seat.name().toString(),
                                    Character.toString(change.state().letter()));
                        })
                        .toList());
    }
}
