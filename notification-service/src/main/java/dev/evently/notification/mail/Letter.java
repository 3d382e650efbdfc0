package dev.evently.notification.mail;

import org.jspecify.annotations.Nullable;

/** What is to be written to whom. */
sealed interface Letter permits NoticeLetter, TokenLetter {

    /** Tells it from all others; both copies of a letter that was sent twice carry it. */
    String id();

    /** How many times sending it was begun, this time included. */
    int attempt();

    String email();

    String displayName();

    /** The W3C trace context of what led to it; sending it goes on in there. */
    @Nullable
    String traceparent();
}
