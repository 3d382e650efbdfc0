package dev.evently.local.mail;

import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The mails received so far. */
final class Mailbox {
    private final MimeMessage[] messages;

    Mailbox(MimeMessage[] messages) {
        this.messages = messages.clone();
    }

    List<Mail> all() {
        List<Mail> newestFirst = new ArrayList<>();
        for (int i = messages.length; i > 0; i--) {
            newestFirst.add(read(i));
        }
        return newestFirst;
    }

    List<Mail> to(String recipient) {
        String wanted = recipient.toLowerCase(Locale.ROOT);
        return all().stream()
                .filter(mail -> mail.to().stream()
                        .anyMatch(to -> to.toLowerCase(Locale.ROOT).contains(wanted)))
                .toList();
    }

    Optional<Mail> byId(String id) {
        return Stream.of(id)
                .filter(text -> text.matches("[0-9]{1,9}"))
                .map(Integer::parseInt)
                .filter(number -> number >= 1 && number <= messages.length)
                .map(this::read)
                .findFirst();
    }

    private Mail read(int number) {
        MimeMessage message = messages[number - 1];
        try {
            Body body = new Body();
            body.collect(message);
            Date sent = message.getSentDate();
            return new Mail(
                    Integer.toString(number),
                    String.join(", ", addresses(message.getFrom())),
                    addresses(message.getRecipients(Message.RecipientType.TO)),
                    text(message.getSubject()),
                    sent == null ? "" : sent.toInstant().toString(),
                    body.text.toString(),
                    body.html.toString(),
                    body.attachments);
        } catch (MessagingException | IOException e) {
            return new Mail(
                    Integer.toString(number), "", List.of(), "unreadable: " + e.getMessage(), "", "", "", List.of());
        }
    }

    private static List<String> addresses(Address @Nullable [] addresses) {
        return addresses == null
                ? List.of()
                : Arrays.stream(addresses).map(Address::toString).toList();
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    /** The parts of a mail, gathered by kind. */
    private static final class Body {
        private final StringBuilder text = new StringBuilder();
        private final StringBuilder html = new StringBuilder();
        private final List<String> attachments = new ArrayList<>();

        void collect(Part part) throws MessagingException, IOException {
            String file = part.getFileName();
            if (file != null) {
                attachments.add(file);
            } else if (part.isMimeType("text/plain")) {
                text.append(part.getContent());
            } else if (part.isMimeType("text/html")) {
                html.append(part.getContent());
            } else if (part.getContent() instanceof Multipart parts) {
                for (int i = 0; i < parts.getCount(); i++) {
                    BodyPart each = parts.getBodyPart(i);
                    collect(each);
                }
            }
        }
    }
}
