package dev.evently.identity.caller;

import java.util.UUID;

/** Knows which sessions are open. */
public interface OpenSessions {

    /** Whether this session has not been ended. */
    boolean isOpen(UUID session);
}
