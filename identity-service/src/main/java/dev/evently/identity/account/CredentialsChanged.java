package dev.evently.identity.account;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an account signs in with is no longer the same. It is told inside the transaction of the change: sessions opened
 * before are not to be believed any more.
 *
 * @param keptSession the session that made the change; null when none did
 */
public record CredentialsChanged(UUID accountId, @Nullable UUID keptSession) {}
