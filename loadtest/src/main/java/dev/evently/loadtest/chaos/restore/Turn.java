package dev.evently.loadtest.chaos.restore;

import dev.evently.loadtest.chaos.crowd.Turns;

/** Lets everybody begin at once, and others wait until so many have. */
final class Turn implements Turns {
    private int begun;

    @Override
    public synchronized void await(int number) {
        begun = Math.max(begun, number + 1);
        notifyAll();
    }

    /** Returns when so many have begun. */
    synchronized void awaitBegun(int bookings) throws InterruptedException {
        while (begun < bookings) {
            wait();
        }
    }
}
