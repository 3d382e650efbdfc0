package dev.evently.notification.mail;

/** What is to be written to whom. */
sealed interface Letter permits NoticeLetter, TokenLetter {

    /** Tells it from all others; both copies of a letter that was sent twice carry it. */
    String id();

    /** How many times sending it was begun, this time included. */
    int attempt();

    String email();

    String displayName();
}
