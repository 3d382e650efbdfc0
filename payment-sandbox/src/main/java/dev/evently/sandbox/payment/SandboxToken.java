package dev.evently.sandbox.payment;

import java.util.Arrays;
import java.util.Optional;

/** A card token, each of which stands for one way a payment can go. */
enum SandboxToken {
    /** Succeeds at once. */
    OK("tok_ok"),
    /** Is declined at once. */
    DECLINED("tok_declined"),
    /** Is answered as pending and succeeds a moment later. */
    PENDING("tok_pending"),
    /** Is answered as pending, cannot be called back, and succeeds after the intent's {@code expiresAt}. */
    LATE("tok_late"),
    /** Succeeds, but the request is never answered. */
    TIMEOUT("tok_timeout"),
    /** Succeeds at once, and each of its webhooks is delivered twice. */
    TWICE("tok_twice");

    private final String text;

    SandboxToken(String text) {
        this.text = text;
    }

    static Optional<SandboxToken> of(String text) {
        return Arrays.stream(values()).filter(token -> token.text.equals(text)).findFirst();
    }

    String text() {
        return text;
    }

    int webhookCopies() {
        return this == TWICE ? 2 : 1;
    }

    boolean canBeCalledBack() {
        return this != LATE;
    }
}
