package dev.evently.notification.mail;

/** A mail with a token waits. It is told inside the transaction that plans the mail. */
record TokenMailPlanned(String id) {}
