package dev.evently.identity.account;

import dev.evently.platform.messaging.IntegrationEvent;
import dev.evently.platform.messaging.Topics;
import java.time.Instant;
import java.util.UUID;

/** Somebody opened an account. */
record UserRegistered(UUID userId, String email, String displayName, Instant registeredAt) {

    static final String TYPE = "dev.evently.identity.UserRegistered.v1";

    IntegrationEvent asIntegrationEvent() {
        return new IntegrationEvent(Topics.USERS, userId.toString(), TYPE, userId.toString(), this);
    }
}
