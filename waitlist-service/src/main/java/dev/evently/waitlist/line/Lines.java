package dev.evently.waitlist.line;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * All lines. The row of a line is the lock of everything in it: whoever changes an entry holds it, so that changes to one
 * line happen one after the other. Every method joins the caller's transaction, which keeps the lock until its end.
 */
public interface Lines {

    /** Locks a line that somebody has joined. */
    void lock(LineId line);

    /** Asks for a walk along the line at that time. A line nobody has ever joined is passed over. */
    void call(LineId line, Instant at);

    /** Asks for a walk along every line of the event. */
    void callAll(UUID eventId, Instant at);

    /** Claims the line that has been due longest, if any is due and nobody walks it. */
    Optional<Claim> claimDue(Instant now, Instant until);

    /** Locks the line and keeps the claim; false when somebody else has claimed the line since. */
    boolean renew(Claim claim, Instant until);

    /** Ends the claim. The line is due at {@code next}, or never, or now if it was called during the walk. */
    void rest(Claim claim, Instant now, Optional<Instant> next);

    /** Ends the claim of a walk that failed; the line is due again at that time, or earlier if it is called. */
    void postpone(Claim claim, Instant at);
}
