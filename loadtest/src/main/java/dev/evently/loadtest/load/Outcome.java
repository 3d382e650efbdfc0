package dev.evently.loadtest.load;

/**
 * How one journey ended.
 *
 * @param verdict what to make of it
 * @param reason what was answered at which step, such as {@code hold: 409 sold-out}; the same text for the same kind, empty for what is usual
 */
public record Outcome(Verdict verdict, String reason) {
    private static final Outcome DONE = new Outcome(Verdict.DONE, "");

    /** What to make of the end of a journey. */
    public enum Verdict {
        /** All of it was done. */
        DONE,
        /** It was refused for a reason that is right, such as that all places are taken. */
        REFUSED,
        /** It failed, or nothing was answered. */
        FAILED
    }

    public static Outcome done() {
        return DONE;
    }

    /** Done as well, in a way that is worth counting. */
    public static Outcome done(String how) {
        return new Outcome(Verdict.DONE, how);
    }
}
