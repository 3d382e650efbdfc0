package dev.evently.identity.mail;

/** What a mailed token is good for. */
public enum MailPurpose {
    /** To choose another password without knowing the old one. */
    PASSWORD_RESET("dev.evently.identity.PasswordResetRequested.v1"),
    /** To show that the mail to the address of an account is read by its owner. */
    EMAIL_VERIFICATION("dev.evently.identity.EmailVerificationRequested.v1");

    private final String eventType;

    MailPurpose(String eventType) {
        this.eventType = eventType;
    }

    String eventType() {
        return eventType;
    }
}
