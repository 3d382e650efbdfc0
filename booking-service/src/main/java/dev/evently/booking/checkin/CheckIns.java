package dev.evently.booking.checkin;

/** The check-ins of the shard the calling thread is bound to. They are only ever added. */
public interface CheckIns {

    /** Adds a check-in; a second one of the same ticket is refused by an exception. */
    void insert(CheckIn checkIn);
}
