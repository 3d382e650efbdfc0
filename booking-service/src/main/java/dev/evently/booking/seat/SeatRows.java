package dev.evently.booking.seat;

import java.util.BitSet;

/**
 * Rows of seats, each a run of positions, the foremost first; and where neighbouring positions are no neighbours.
 *
 * @see BestAvailable
 */
final class SeatRows {

    private final int[] starts;
    private final BitSet breaks;

    /**
     * @param starts the first position of each row, and behind them the number of all seats
     * @param gaps positions with a gap, such as an aisle, to their left
     */
    SeatRows(int[] starts, BitSet gaps) {
        this.starts = starts.clone();
        this.breaks = (BitSet) gaps.clone();
        for (int start : starts) {
            breaks.set(start);
        }
    }

    int count() {
        return starts.length - 1;
    }

    int start(int row) {
        return starts[row];
    }

    /** The position after the last of the row. */
    int end(int row) {
        return starts[row + 1];
    }

    int size() {
        return starts[count()];
    }

    /** The position after the last of those seats that stand beside each other from a first one on. */
    int runEnd(BitSet seats, int first) {
        return Math.min(seats.nextClearBit(first), breaks.nextSetBit(first + 1));
    }

    /** How many of the seats are in the row. */
    int countOf(int row, BitSet seats) {
        int count = 0;
        for (int seat = seats.nextSetBit(start(row)); seat >= 0 && seat < end(row); seat = seats.nextSetBit(seat + 1)) {
            count++;
        }
        return count;
    }

    /** Those of the seats that are in the row. */
    BitSet of(int row, BitSet seats) {
        BitSet some = new BitSet();
        for (int seat = seats.nextSetBit(start(row)); seat >= 0 && seat < end(row); seat = seats.nextSetBit(seat + 1)) {
            some.set(seat);
        }
        return some;
    }
}
