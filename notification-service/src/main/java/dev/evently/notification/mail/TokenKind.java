package dev.evently.notification.mail;

import java.util.Arrays;
import java.util.Optional;

/** What a mailed token is good for. */
enum TokenKind {
    PASSWORD_RESET("dev.evently.identity.PasswordResetRequested.v1", "password-reset", "Choose another password"),
    EMAIL_VERIFICATION(
            "dev.evently.identity.EmailVerificationRequested.v1", "email-verification", "Is this your address?");

    private final String eventType;
    private final String template;
    private final String subject;

    TokenKind(String eventType, String template, String subject) {
        this.eventType = eventType;
        this.template = template;
        this.subject = subject;
    }

    static Optional<TokenKind> of(String eventType) {
        return Arrays.stream(values())
                .filter(kind -> kind.eventType.equals(eventType))
                .findFirst();
    }

    /** The name of the templates, and of the page's setting. */
    String template() {
        return template;
    }

    String subject() {
        return subject;
    }
}
