package dev.evently.waitlist.offers;

import dev.evently.platform.messaging.OwnTrace;
import dev.evently.platform.messaging.TraceHeader;
import dev.evently.waitlist.line.Claim;
import dev.evently.waitlist.line.Turn;
import io.opentelemetry.context.Scope;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Walks the lines that are due and asks booking-service for places, in turn, until no more are left.
 *
 * <p>Any number of instances may run: a line is walked by the one that has claimed it. One that stalls past its lease
 * may meet another on the same line, and both then send the same request, which booking-service serves once.
 */
@Component
class OfferDispatcher implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(OfferDispatcher.class);

    private final OfferSteps steps;
    private final SettleOffers offers;
    private final Holds holds;
    private final Semaphore free;
    private final ExecutorService walks = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("walk-", 0).factory());
    private volatile boolean closed;

    OfferDispatcher(OfferSteps steps, SettleOffers offers, Holds holds, OfferSettings settings) {
        this.steps = steps;
        this.offers = offers;
        this.holds = holds;
        this.free = new Semaphore(settings.walks());
    }

    /** Starts a walk along every line that is due, as far as this instance may walk more at a time. */
    @Scheduled(fixedDelayString = "${evently.offers.poll-interval:PT0.2S}")
    void dispatch() {
        try (Scope _ = TraceHeader.unrecorded().makeCurrent()) {
            boolean started = true;
            while (started && !closed && free.tryAcquire()) {
                started = startWalk();
            }
        }
    }

    /** Starts a walk along the line that has been due longest; gives the permit back when there is none. */
    private boolean startWalk() {
        try {
            Optional<Claim> claim = steps.claimDueLine();
            if (claim.isPresent()) {
                walks.execute(() -> walkToTheEnd(claim.get()));
                return true;
            }
        } catch (DataAccessException | TransactionException e) {
            log.warn("No line can be claimed at the moment: {}", e.toString());
        }
        free.release();
        return false;
    }

    private void walkToTheEnd(Claim claim) {
        try {
            OwnTrace.during("offer places", () -> walk(claim));
        } catch (RuntimeException e) {
            log.warn("The walk along {} broke off; it is taken up when its lease is over", claim.line(), e);
        } finally {
            free.release();
        }
    }

    /** Walks a claimed line until nobody is left to ask for, or booking-service does not answer. */
    void walk(Claim claim) {
        Turn turn = Turn.first();
        while (!closed) {
            switch (steps.next(claim, turn)) {
                case Step.Ask ask -> {
                    Optional<Turn> next = ask(ask, turn);
                    if (next.isEmpty()) {
                        steps.postpone(claim);
                        return;
                    }
                    turn = next.get();
                }
                case Step.GiveBack giveBack -> {
                    if (!holds.giveBack(giveBack.bookingId())) {
                        steps.postpone(claim);
                        return;
                    }
                    steps.returned(giveBack);
                }
                case Step.Closed() -> {}
                case Step.Done(), Step.Lost() -> {
                    return;
                }
            }
        }
        steps.release(claim);
    }

    /** Asks for places and returns whose turn it is then; empty when it is not known what came of it. */
    private Optional<Turn> ask(Step.Ask ask, Turn turn) {
        Holds.Answer answer = holds.hold(ask.party(), ask.offer());
        switch (answer) {
            case Holds.Answer.Held(var hold) -> offers.held(ask.offer(), hold);
            case Holds.Answer.SoldOut _, Holds.Answer.NotOnSale _ -> steps.refused(ask);
            case Holds.Answer.Refused(String reason) -> {
                log.warn("Offer {} cannot be made: {}", ask.offer(), reason);
                steps.refused(ask);
            }
            case Holds.Answer.Unknown(String reason) ->
                log.warn("Offer {} is asked for again later: {}", ask.offer(), reason);
        }
        return switch (answer) {
            case Holds.Answer.Held _ -> Optional.of(turn);
            case Holds.Answer.SoldOut(int left) -> Optional.of(turn.withLeft(ask.party(), left));
            case Holds.Answer.NotOnSale() -> Optional.of(turn.ofNobody());
            case Holds.Answer.Refused _ -> Optional.of(ask.fresh() ? turn.past(ask.party()) : turn);
            case Holds.Answer.Unknown _ -> Optional.empty();
        };
    }

    /** Lets the requests under way come to their end; what is left is taken up by whoever claims the line next. */
    @Override
    public void close() {
        closed = true;
        walks.close();
    }
}
