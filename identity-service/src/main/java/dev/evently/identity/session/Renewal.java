package dev.evently.identity.session;

/** What became of the wish to renew a session. */
sealed interface Renewal {

    record Renewed(SessionTokens tokens) implements Renewal {}

    /** The token renews nothing: it is unknown, or its session is over. */
    record Refused() implements Renewal {}

    /** The token had been used before, so one of two holders is not the person; the session was revoked. */
    record Reused() implements Renewal {}
}
