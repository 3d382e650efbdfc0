package dev.evently.booking.checkin;

/** Tells the world who was let in, if and only if the transaction commits. */
public interface CheckInEvents {

    void admitted(CheckIn checkIn);
}
