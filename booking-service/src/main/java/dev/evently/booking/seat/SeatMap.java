package dev.evently.booking.seat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** The state of every seat of an event at one version. Instances do not change. */
public final class SeatMap {

    private final SeatLayout layout;
    private final long version;
    private final byte[] letters;

    private SeatMap(SeatLayout layout, long version, byte[] letters) {
        this.layout = layout;
        this.version = version;
        this.letters = letters;
    }

    /** The seats of a layout before anything happened to them: version zero, all free. */
    public static SeatMap untouched(SeatLayout layout) {
        byte[] letters = new byte[layout.size()];
        Arrays.fill(letters, (byte) SeatState.FREE.letter());
        return new SeatMap(layout, 0, letters);
    }

    /** A seat, by its position, that came into a state. */
    public record Change(int position, SeatState state) {}

    /**
     * Seats that changed.
     *
     * @param version the version that they lead to
     */
    public record Changes(long version, List<Change> seats) {

        public Changes {
            seats = List.copyOf(seats);
        }
    }

    /** The map as it is after some changes. */
    public SeatMap after(Changes changes) {
        if (changes.version() == version) {
            return this;
        }
        byte[] changed = letters.clone();
        changes.seats()
                .forEach(change ->
                        changed[change.position()] = (byte) change.state().letter());
        return new SeatMap(layout, changes.version(), changed);
    }

    public SeatLayout layout() {
        return layout;
    }

    public long version() {
        return version;
    }

    public SeatState state(Seat seat) {
        return SeatState.of(letters[seat.position()]);
    }

    /** The letters of so many seats from a position on. */
    public String letters(int from, int count) {
        return new String(letters, from, count, StandardCharsets.US_ASCII);
    }

    /** The positions of all free seats. */
    BitSet free() {
        BitSet free = new BitSet(letters.length);
        for (int position = 0; position < letters.length; position++) {
            if (letters[position] == SeatState.FREE.letter()) {
                free.set(position);
            }
        }
        return free;
    }
}
