package dev.evently.notification.mail;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;

/** Gives a letter to the mail server. The Message-ID is made of the notification's id, so a second copy can be told. */
@Component
class Postman {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();

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
     * Returns once the mail server has taken the mail over.
     *
     * @throws MessagingException when the mail cannot be written, such as for an address that is none
     * @throws org.springframework.mail.MailException when the server does not take it
     */
    void send(Letter letter) throws MessagingException {
        Mail mail = composer.compose(letter);
        MimeMessage message = server.createMimeMessage();
        message.setFrom(settings.from());
        message.setRecipient(Message.RecipientType.TO, addressOf(letter));
        message.setSubject(mail.subject(), UTF_8);
        message.setSentDate(Date.from(clock.instant()));
        message.setHeader("Message-ID", "<" + letter.notificationId() + "@" + settings.domain() + ">");
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setContent(alternatives(mail));
        server.send(message);
    }

    private static InternetAddress addressOf(Letter letter) throws MessagingException {
        InternetAddress address = new InternetAddress(letter.recipient().email(), true);
        try {
            address.setPersonal(Wording.oneLine(letter.recipient().displayName()), UTF_8);
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
        return address;
    }

    /** The plain version first: readers show the last one they can (RFC 2046, 5.1.4). */
    private static MimeMultipart alternatives(Mail mail) throws MessagingException {
        MimeBodyPart text = new MimeBodyPart();
        text.setText(mail.text(), UTF_8, "plain");
        MimeBodyPart html = new MimeBodyPart();
        html.setText(mail.html(), UTF_8, "html");
        return new MimeMultipart("alternative", text, html);
    }
}
