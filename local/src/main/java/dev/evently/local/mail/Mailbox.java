package dev.evently.local.mail;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.store.StoredMessage;
import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.Flags;
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

/** The mails received last, at most as many as it keeps. Their ids grow with time and are never given again. */
final class Mailbox {
    private final MailFolder folder;
    private final int kept;

    /** @param kept how many mails there may be before the oldest go */
    Mailbox(MailFolder folder, int kept) {
        this.folder = folder;
        this.kept = kept;
    }

    List<Mail> all() {
        return folder.getMessages().reversed().stream().map(Mailbox::read).toList();
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
                .map(Long::parseLong)
                .flatMap(uid -> Stream.ofNullable(folder.getMessage(uid)))
                .map(Mailbox::read)
                .findFirst();
    }

    void clear() {
        folder.deleteAllMessages();
    }

    /** Once the box is full lets the oldest mails go, a tenth of all: each time costs a look at every mail. */
    synchronized void makeRoom() {
        if (folder.getMessageCount() < kept) {
            return;
        }
        List<StoredMessage> messages = folder.getMessages();
        messages.subList(0, messages.size() - kept + Math.max(1, kept / 10))
                .forEach(message -> message.setFlag(Flags.Flag.DELETED, true));
        try {
            folder.expunge();
        } catch (FolderException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Mail read(StoredMessage stored) {
        String id = Long.toString(stored.getUid());
        MimeMessage message = stored.getMimeMessage();
        try {
            Body body = new Body();
            body.collect(message);
            Date sent = message.getSentDate();
            return new Mail(
                    id,
                    String.join(", ", addresses(message.getFrom())),
                    addresses(message.getRecipients(Message.RecipientType.TO)),
                    text(message.getSubject()),
                    sent == null ? "" : sent.toInstant().toString(),
                    body.text.toString(),
                    body.html.toString(),
                    body.attachments);
        } catch (MessagingException | IOException e) {
            return new Mail(id, "", List.of(), "unreadable: " + e.getMessage(), "", "", "", List.of());
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
