package dev.evently.identity.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened.
 *
 * @param accountId whom it happened to, or who did it to a key; null where nobody is known
 * @param sessionId the session it happened in or to
 * @param clientId the machine, where it was one
 * @param region the first 24 bits of the IPv4 address that it came from, or 48 of the IPv6 one; null when it came from none
 */
record SecurityEvent(
        UUID id,
        Instant at,
        SecurityEventType type,
        @Nullable UUID accountId,
        @Nullable UUID sessionId,
        @Nullable String clientId,
        @Nullable String region) {}
