package dev.evently.notification.mail;

/** What became of a letter. */
sealed interface Outcome {

    Letter letter();

    /** The mail server took the mail over. */
    record Sent(Letter letter) implements Outcome {}

    /** Sending failed and may work later. */
    record Failed(Letter letter, String error) implements Outcome {}

    /** The mail cannot be sent, now or later. */
    record Refused(Letter letter, String error) implements Outcome {}
}
