package dev.evently.notification.mail;

/**
 * A mail as it is read.
 *
 * @param subject one line
 * @param text the plain version
 * @param html the same, designed
 */
record Mail(String subject, String text, String html) {}
