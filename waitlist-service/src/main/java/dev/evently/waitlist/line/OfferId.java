package dev.evently.waitlist.line;

import java.util.UUID;

/**
 * Identifies the hold that is to be made for somebody who waits. booking-service makes at most one for it, however often
 * it is asked, and a refusal does not use it up; so whatever is learnt late of a hold leads back to its entry.
 */
public record OfferId(UUID value) {}
