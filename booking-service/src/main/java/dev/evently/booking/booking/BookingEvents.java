package dev.evently.booking.booking;

import java.util.List;

/** Tells the world what happened to bookings, if and only if the transaction commits. */
public interface BookingEvents {

    void publish(BookingEvent event);

    /** Tells of many at once, in their order. */
    default void publishAll(List<? extends BookingEvent> events) {
        events.forEach(this::publish);
    }
}
