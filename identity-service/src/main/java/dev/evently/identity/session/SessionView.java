package dev.evently.identity.session;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An open session as its owner sees it.
 *
 * @param lastUsedAt when it was opened or last renewed
 * @param current whether the request that asks belongs to it
 * @param userAgent the beginning of what its client called itself then
 * @param clientAddress from where it was opened or last renewed
 */
record SessionView(
        UUID id,
        Instant createdAt,
        Instant lastUsedAt,
        Instant expiresAt,
        boolean current,
        @Nullable String userAgent,
        @Nullable String clientAddress) {}
