package dev.evently.identity.mail;

import dev.evently.platform.messaging.IntegrationEvent;
import dev.evently.platform.messaging.Topics;
import java.time.Instant;
import java.util.UUID;

/** The wish that a token be mailed to somebody. It travels where only notification-service reads. */
record TokenMail(UUID userId, String email, String displayName, String token, Instant expiresAt) {

    IntegrationEvent asIntegrationEvent(MailPurpose purpose) {
        return new IntegrationEvent(
                Topics.IDENTITY_MAIL, userId.toString(), purpose.eventType(), userId.toString(), this);
    }

    @Override
    public String toString() {
        return "TokenMail[userId=%s]".formatted(userId);
    }
}
