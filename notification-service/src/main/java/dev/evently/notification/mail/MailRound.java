package dev.evently.notification.mail;

import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * One round of the mail: takes a batch from each desk, sends it over a few connections side by side, and brings back the
 * outcomes together.
 *
 * <p>An outcome waits for the others a moment and no longer. If the mail server is slow to answer for one letter, those of
 * other connections are settled meanwhile, well within their lease.
 */
@Component
class MailRound {

    private static final int LONGEST_ERROR = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** Up to so many letters have a connection each; more share them, for most of a mail's cost is its connection's. */
    private static final int CONNECTIONS = 2;

    /** How many letters share a connection at most: those behind a slow one wait for it, within their lease. */
    private static final int BAG = 5;

    private static final Logger log = LoggerFactory.getLogger(MailRound.class);

    private final TokenDesk tokens;
    private final DeliveryDesk notices;
    private final Postman postman;

    MailRound(TokenDesk tokens, DeliveryDesk notices, Postman postman) {
        this.tokens = tokens;
        this.notices = notices;
        this.postman = postman;
    }

    /** How many mails were tried; 0 when none was due. Somebody sits before the screen and waits for a token: it goes first. */
    int go() {
        return go(tokens) + go(notices);
    }

    private <L extends Letter> int go(Desk<L> desk) {
        List<L> letters = desk.handOut();
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletionService<List<Outcome<L>>> sending = new ExecutorCompletionService<>(senders);
            List<List<L>> bags = bags(letters);
            bags.forEach(bag -> sending.submit(() -> deliver(bag)));
            settleAsTheyCome(desk, sending, bags.size());
        }
        return letters.size();
    }

    /** Deals the letters out to the connections. */
    private static <L> List<List<L>> bags(List<L> letters) {
        int connections = Math.max(Math.min(letters.size(), CONNECTIONS), Math.ceilDiv(letters.size(), BAG));
        List<List<L>> bags =
                Stream.<List<L>>generate(ArrayList::new).limit(connections).toList();
        for (int n = 0; n < letters.size(); n++) {
            bags.get(n % connections).add(letters.get(n));
        }
        return bags;
    }

    private static <L extends Letter> void settleAsTheyCome(
            Desk<L> desk, CompletionService<List<Outcome<L>>> sending, int bags) {
        int missing = bags;
        try {
            while (missing > 0) {
                List<Future<List<Outcome<L>>>> ended = await(sending, missing);
                missing -= ended.size();
                desk.settle(
                        ended.stream().<Outcome<L>>flatMap(MailRound::outcomes).toList());
            }
        } catch (InterruptedException e) {
            // Closing the senders heeds this and ends them; what was not settled is sent again when its lease ends.
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for one connection as long as it takes, and then a moment for the others. */
    private static <T> List<Future<T>> await(CompletionService<T> sending, int missing) throws InterruptedException {
        List<Future<T>> ended = new ArrayList<>();
        Future<T> next = sending.take();
        long patienceEnds = System.nanoTime() + PATIENCE.toNanos();
        while (next != null) {
            ended.add(next);
            next = ended.size() == missing
                    ? null
                    : sending.poll(patienceEnds - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
        return ended;
    }

    /** The outcomes, unless sending broke off without any; then the lease brings the mails back. */
    private static <L extends Letter> Stream<Outcome<L>> outcomes(Future<List<Outcome<L>>> ended) {
        if (ended.state() == Future.State.SUCCESS) {
            return ended.resultNow().stream();
        }
        log.error("Mails have no outcome", ended.exceptionNow());
        return Stream.empty();
    }

    private <L extends Letter> List<Outcome<L>> deliver(List<L> bag) {
        Map<Letter, Exception> failures = postman.send(bag);
        return bag.stream()
                .<Outcome<L>>map(letter -> {
                    Exception failure = failures.get(letter);
                    return failure == null ? new Outcome.Sent<>(letter) : failure(letter, failure);
                })
                .toList();
    }

    private static <L extends Letter> Outcome<L> failure(L letter, Exception failure) {
        String error = Wording.oneLine(failure.toString());
        String noted = error.substring(0, Math.min(LONGEST_ERROR, error.length()));
        if (isPermanent(failure)) {
            log.warn("Mail {} cannot be sent: {}", letter.id(), kindOf(failure));
            return new Outcome.Refused<>(letter, noted);
        } else {
            log.info("Mail {} will be tried again: {}", letter.id(), kindOf(failure));
            return new Outcome.Failed<>(letter, noted);
        }
    }

    /** What mail servers say of a failure holds the address; it is noted with the mail and not in the log. */
    private static String kindOf(Exception failure) {
        Throwable cause = failure.getCause();
        return failure.getClass().getName()
                + (cause == null ? "" : " by " + cause.getClass().getName());
    }

    /** An address that is none, or that the server refuses for good (RFC 5321, 4.2.1), stays that way. */
    private static boolean isPermanent(Exception failure) {
        return failure instanceof AddressException
                || (failure instanceof SendFailedException refused && refused.getInvalidAddresses() != null);
    }
}
