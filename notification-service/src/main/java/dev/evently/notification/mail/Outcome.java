package dev.evently.notification.mail;

/** What became of a letter. */
sealed interface Outcome<L extends Letter> {

    L letter();

    /** The mail server took the mail over. */
    record Sent<L extends Letter>(L letter) implements Outcome<L> {}

    /** Sending failed and may work later. */
    record Failed<L extends Letter>(L letter, String error) implements Outcome<L> {}

    /** The mail cannot be sent, now or later. */
    record Refused<L extends Letter>(L letter, String error) implements Outcome<L> {}
}
