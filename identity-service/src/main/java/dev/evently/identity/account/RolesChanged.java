package dev.evently.identity.account;

import java.util.UUID;

/**
 * An account may do more in the suite, or less. It is told inside the transaction of the change: tokens minted before say
 * what is no longer so.
 */
public record RolesChanged(UUID accountId) {}
