package dev.evently.waitlist.line;

import java.util.UUID;

/**
 * The right of one dispatcher to walk a line, until it rests the line or stops renewing.
 *
 * @param calls how often the line had been called when it was claimed
 * @param failures how many walks have failed in a row before this one
 */
public record Claim(UUID id, LineId line, long calls, int failures) {}
