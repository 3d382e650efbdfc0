package dev.evently.booking.booking;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The tickets of a booking. Every call runs in the caller's transaction on the booking's shard. */
public interface TicketOffice {

    /** Issues one ticket per item of each of some bookings that are being confirmed now. */
    Map<BookingId, List<IssuedTicket>> issue(List<Booking.Confirmed> bookings);

    /** The items whose ticket has been used. No check-in of this booking passes until the transaction ends. */
    Set<ItemId> admitted(BookingId booking);

    /** Makes the tickets of these items worthless. */
    void revoke(BookingId booking, Set<ItemId> items, Instant at);

    /** A ticket and the item it belongs to. */
    record IssuedTicket(UUID id, ItemId item) {}
}
