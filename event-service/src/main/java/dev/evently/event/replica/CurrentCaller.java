package dev.evently.event.replica;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** Whose request the thread answers. */
final class CurrentCaller {

    private CurrentCaller() {}

    /** The subject of the token; null for the public and for work of the service's own. */
    static @Nullable String name() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication == null || authentication instanceof AnonymousAuthenticationToken
                ? null
                : authentication.getName();
    }
}
