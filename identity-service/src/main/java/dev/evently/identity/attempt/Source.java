package dev.evently.identity.attempt;

import java.util.UUID;

/**
 * From where a password is tried.
 *
 * @param name what its failures are counted under
 * @param known whether the person has signed in from there before, so that others' failures do not count against it
 */
public record Source(String name, boolean known) {

    /** A device that holds a token of a session that the person opened. */
    public static Source device(UUID session) {
        return new Source("device:" + session, true);
    }

    /** A registration that says it is the repetition of an earlier one. */
    public static Source registration() {
        return new Source("registration", false);
    }

    public static Source network(String network, boolean known) {
        return new Source("network:" + network, known);
    }
}
