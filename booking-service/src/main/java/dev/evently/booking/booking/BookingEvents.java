package dev.evently.booking.booking;

/** Tells the world what happened to a booking, if and only if the transaction commits. */
public interface BookingEvents {

    void publish(BookingEvent event);
}
