package dev.evently.booking.seat;

import java.util.UUID;

/** The seat of a booked place. */
public record BookedSeat(UUID id, SeatName name) {

    public static BookedSeat of(Seat seat) {
        return new BookedSeat(seat.id(), seat.name());
    }
}
