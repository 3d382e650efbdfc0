package dev.evently.event.replica;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** For whom the thread reads and writes. */
final class CurrentCaller {

    /** Who stands in for the caller of the request. */
    static final ScopedValue<String> IN_PLACE = ScopedValue.newInstance();

    private CurrentCaller() {}

    /** The subject of the token; null for the public and for work of the service's own. */
    static @Nullable String name() {
        if (IN_PLACE.isBound()) {
            return IN_PLACE.get();
        }
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication == null || authentication instanceof AnonymousAuthenticationToken
                ? null
                : authentication.getName();
    }
}
