package dev.evently.local.mail;

import java.util.List;

/**
 * One mail as the API shows it.
 *
 * @param id number of the mail in order of arrival
 * @param receivedAt ISO 8601, UTC; empty if the mail does not tell
 * @param text its plain text, empty without
 * @param html its HTML, empty without
 * @param attachments names of its attached files
 */
record Mail(
        String id,
        String from,
        List<String> to,
        String subject,
        String receivedAt,
        String text,
        String html,
        List<String> attachments) {}
