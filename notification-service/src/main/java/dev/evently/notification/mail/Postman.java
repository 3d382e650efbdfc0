package dev.evently.notification.mail;

import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;

/** Gives letters to the mail server. The Message-ID is made of the letter's id, so a second copy can be told. */
@Component
class Postman {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    static {
        // Otherwise Jakarta Mail looks through the class path for it with each part of each mail.
        System.setProperty("jakarta.mail.util.StreamProvider", "org.eclipse.angus.mail.util.MailStreamProvider");
    }

    private final MailComposer composer;
    private final JavaMailSender server;
    private final MailSettings settings;
    private final Clock clock;

    Postman(MailComposer composer, JavaMailSender server, MailSettings settings, Clock clock) {
        this.composer = composer;
        this.server = server;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Sends letters over one connection, one after another, and returns once the mail server has taken over all that it
     * takes.
     *
     * @return of each letter that was not sent, why
     */
    Map<Letter, Exception> send(List<? extends Letter> letters) {
        MailSpans spans = MailSpans.begin(letters);
        Map<Letter, Exception> failures = new HashMap<>();
        try {
            send(letters, failures);
        } finally {
            spans.end(failures);
        }
        return failures;
    }

    private void send(List<? extends Letter> letters, Map<Letter, Exception> failures) {
        Map<MimeMessage, Letter> written = new LinkedHashMap<>();
        for (Letter letter : letters) {
            try {
                written.put(write(letter), letter);
            } catch (Exception e) {
                failures.put(letter, e);
            }
        }
        try {
            server.send(written.keySet().toArray(MimeMessage[]::new));
        } catch (MailSendException e) {
            e.getFailedMessages()
                    .forEach((message, failure) -> failures.put(written.get((MimeMessage) message), failure));
        } catch (MailException e) {
            written.values().forEach(letter -> failures.put(letter, e));
        }
    }

    /** @throws MessagingException when the mail cannot be written, such as for an address that is none */
    MimeMessage write(Letter letter) throws MessagingException {
        Mail mail = composer.compose(letter);
        MimeMessage message = server.createMimeMessage();
        message.setFrom(settings.from());
        message.setRecipient(Message.RecipientType.TO, addressOf(letter));
        message.setSubject(mail.subject(), UTF_8);
        message.setSentDate(Date.from(clock.instant()));
        message.setHeader("Message-ID", "<" + letter.id() + "@" + settings.domain() + ">");
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setContent(alternatives(mail));
        return message;
    }

    private static InternetAddress addressOf(Letter letter) throws MessagingException {
        InternetAddress address = new InternetAddress(letter.email(), true);
        try {
            address.setPersonal(Wording.oneLine(letter.displayName()), UTF_8);
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
        return address;
    }

    /** The plain version first: readers show the last one they can (RFC 2046, 5.1.4). */
    private static MimeMultipart alternatives(Mail mail) throws MessagingException {
        return new MimeMultipart("alternative", part(mail.text(), "plain"), part(mail.html(), "html"));
    }

    /**
     * A part of bytes, for Jakarta Mail writes texts byte by byte. It finds out in the same way how they are to travel, so it is
     * told where they can go as they are.
     */
    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(bytes, "text/" + subtype + "; charset=UTF-8")));
        if (isSevenBit(bytes)) {
            part.setHeader("Content-Transfer-Encoding", "7bit");
        }
        return part;
    }

    /** ASCII without NUL, in lines of at most 998 characters (RFC 2045, 2.7). */
    private static boolean isSevenBit(byte[] text) {
        int line = 0;
        for (byte letter : text) {
            line = letter == '\n' ? 0 : line + 1;
            if (letter <= 0 || line > 998) {
                return false;
            }
        }
        return true;
    }
}
