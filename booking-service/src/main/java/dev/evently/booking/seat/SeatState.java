package dev.evently.booking.seat;

/** What a seat is at an instant. */
public enum SeatState {
    FREE('f'),
    HELD('h'),
    SOLD('s'),
    BLOCKED('b');

    private final char letter;

    SeatState(char letter) {
        this.letter = letter;
    }

    /** The state in a map of thousands. */
    public char letter() {
        return letter;
    }

    /** Whether a seat in this state is a booking's. */
    public boolean isTaken() {
        return this == HELD || this == SOLD;
    }

    static SeatState of(byte letter) {
        return switch (letter) {
            case 'f' -> FREE;
            case 'h' -> HELD;
            case 's' -> SOLD;
            case 'b' -> BLOCKED;
            default -> throw new IllegalArgumentException("No state is written " + (char) letter);
        };
    }
}
