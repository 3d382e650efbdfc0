package dev.evently.loadtest.chaos.crowd;

/** Says when the next buyer may begin, so that there are buyers left for everything that is to happen to them. */
@FunctionalInterface
public interface Turns {
    /** Returns when the buyer of this number, counted from 0, may begin. */
    void await(int number) throws InterruptedException;
}
