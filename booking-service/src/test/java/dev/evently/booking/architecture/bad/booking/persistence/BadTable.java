package dev.evently.booking.architecture.bad.booking.persistence;

/** What others must not reach for. */
public class BadTable {

    public void open() {}
}
