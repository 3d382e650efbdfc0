package dev.evently.booking.booking;

import java.util.Optional;

/** The bookings of the shard the calling thread is bound to; see {@link dev.evently.booking.sharding.Shards}. */
public interface Bookings {

    Optional<Booking> find(BookingId id);

    /** As {@link #find}, and nobody else moves the booking until the transaction ends. */
    Optional<Booking> lock(BookingId id);

    /** Writes the state of a booking that this transaction has locked. */
    void update(Booking booking);
}
