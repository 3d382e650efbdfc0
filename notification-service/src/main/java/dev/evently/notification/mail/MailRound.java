package dev.evently.notification.mail;

import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.mail.MailSendException;
import org.springframework.stereotype.Component;

/**
 * One round of the mail: takes a batch from the desk, sends it side by side, and brings back the outcomes together.
 *
 * <p>An outcome waits for the others a moment and no longer. If the mail server is slow to answer for one letter, the rest
 * are settled meanwhile, well within their lease.
 */
@Component
class MailRound {

    private static final int LONGEST_ERROR = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(1);
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
            CompletionService<Outcome> sending = new ExecutorCompletionService<>(senders);
            letters.forEach(letter -> sending.submit(() -> deliver(letter)));
            settleAsTheyCome(sending, letters.size());
        }
        return letters.size();
    }

    private void settleAsTheyCome(CompletionService<Outcome> sending, int letters) {
        int missing = letters;
        try {
            while (missing > 0) {
                List<Future<Outcome>> ended = await(sending, missing);
                missing -= ended.size();
                desk.settle(ended.stream().flatMap(MailRound::outcome).toList());
            }
        } catch (InterruptedException e) {
            // Closing the senders heeds this and ends them; what was not settled is sent again when its lease ends.
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for one letter as long as it takes, and then a moment for the others. */
    private static List<Future<Outcome>> await(CompletionService<Outcome> sending, int missing)
            throws InterruptedException {
        List<Future<Outcome>> ended = new ArrayList<>();
        Future<Outcome> next = sending.take();
        long patienceEnds = System.nanoTime() + PATIENCE.toNanos();
        while (next != null) {
            ended.add(next);
            next = ended.size() == missing
                    ? null
                    : sending.poll(patienceEnds - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
        return ended;
    }

    /** The outcome, unless sending broke off without one; then the lease brings the mail back. */
    private static Stream<Outcome> outcome(Future<Outcome> ended) {
        if (ended.state() == Future.State.SUCCESS) {
            return Stream.of(ended.resultNow());
        }
        log.error("A mail has no outcome", ended.exceptionNow());
        return Stream.empty();
    }

    private Outcome deliver(Letter letter) {
        try {
            postman.send(letter);
            return new Outcome.Sent(letter);
        } catch (Exception e) {
            return failure(letter, e);
        }
    }

    private static Outcome failure(Letter letter, Exception failure) {
        String error = Wording.oneLine(failure.toString());
        String noted = error.substring(0, Math.min(LONGEST_ERROR, error.length()));
        if (isPermanent(failure)) {
            log.warn("The mail of notification {} cannot be sent: {}", letter.notificationId(), error);
            return new Outcome.Refused(letter, noted);
        } else {
            log.info("The mail of notification {} will be tried again: {}", letter.notificationId(), error);
            return new Outcome.Failed(letter, noted);
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
