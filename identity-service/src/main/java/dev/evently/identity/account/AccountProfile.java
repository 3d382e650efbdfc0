package dev.evently.identity.account;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/**
 * An account as others may see it.
 *
 * @param email the normalised address
 * @param roles never empty
 * @param mfaEnabled whether a second factor is asked for
 * @param emailVerified whether the owner has shown that he reads the mail to the address
 */
public record AccountProfile(
        UUID id, String email, String displayName, Set<Role> roles, boolean mfaEnabled, boolean emailVerified) {

    public AccountProfile {
        roles = Collections.unmodifiableSet(EnumSet.copyOf(roles));
    }
}
