package dev.evently.notification.mail;

import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.MailSendException;
import org.springframework.stereotype.Component;

/** One round of the mail: takes a batch from the desk, sends it side by side, and brings back the outcome of each. */
@Component
class MailRound {

    private static final int LONGEST_ERROR = 500;
    private static final Logger log = LoggerFactory.getLogger(MailRound.class);

    private final DeliveryDesk desk;
    private final Postman postman;

    MailRound(DeliveryDesk desk, Postman postman) {
        this.desk = desk;
        this.postman = postman;
    }

    /** How many mails were tried; 0 when none was due. */
    int go() {
        List<Letter> letters = desk.handOut();
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            letters.forEach(letter -> senders.execute(() -> deliver(letter)));
        }
        return letters.size();
    }

    private void deliver(Letter letter) {
        try {
            postman.send(letter);
        } catch (Exception e) {
            noteFailure(letter, e);
            return;
        }
        desk.sent(letter);
    }

    private void noteFailure(Letter letter, Exception failure) {
        String error = failure.toString();
        String noted = error.substring(0, Math.min(LONGEST_ERROR, error.length()));
        if (isPermanent(failure)) {
            log.warn("The mail of notification {} cannot be sent: {}", letter.notificationId(), error);
            desk.refused(letter, noted);
        } else {
            log.info("The mail of notification {} will be tried again: {}", letter.notificationId(), error);
            desk.failed(letter, noted);
        }
    }

    /** An address that is none, or that the server refuses for good (RFC 5321, 4.2.1), stays that way. */
    private static boolean isPermanent(Exception failure) {
        if (failure instanceof MailSendException sending) {
            return Arrays.stream(sending.getMessageExceptions()).anyMatch(MailRound::isPermanent);
        }
        return failure instanceof AddressException
                || (failure instanceof SendFailedException refused && refused.getInvalidAddresses() != null);
    }
}
