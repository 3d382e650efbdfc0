package dev.evently.waitlist.offers;

import dev.evently.waitlist.line.Claim;
import dev.evently.waitlist.line.Turn;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

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
        while (!closed && free.tryAcquire()) {
            Optional<Claim> claim = Optional.empty();
            try {
                claim = steps.claimDueLine();
                claim.ifPresent(line -> walks.execute(() -> {
                    try {
                        walk(line);
                    } catch (RuntimeException e) {
                        log.warn("The walk along {} broke off; it is taken up when its lease is over", line, e);
                    } finally {
                        free.release();
                    }
                }));
            } finally {
                if (claim.isEmpty()) {
                    free.release();
                }
            }
            if (claim.isEmpty()) {
                return;
            }
        }
    }

    void walk(Claim claim) {
        Turn turn = Turn.first();
        while (!closed) {
            switch (steps.next(claim, turn)) {
                case Step.Ask ask -> {
                    switch (holds.hold(ask.party(), ask.offer())) {
                        case Holds.Answer.Held(var hold) -> offers.held(ask.offer(), hold);
                        case Holds.Answer.SoldOut(int left) -> {
                            steps.refused(ask);
                            turn = turn.withLeft(ask.party(), left);
                        }
                        case Holds.Answer.NotOnSale() -> {
                            steps.refused(ask);
                            turn = turn.ofNobody();
                        }
                        case Holds.Answer.Refused(String reason) -> {
                            log.warn(
                                    "{} cannot be offered places: {}",
                                    ask.party().id(),
                                    reason);
                            steps.refused(ask);
                            turn = ask.fresh() ? turn.past(ask.party()) : turn;
                        }
                        case Holds.Answer.Unknown(String reason) -> {
                            log.warn("Offer {} is asked for again later: {}", ask.offer(), reason);
                            steps.postpone(claim);
                            return;
                        }
                    }
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

    /** Lets the requests under way come to their end; what is left is taken up by whoever claims the line next. */
    @Override
    public void close() {
        closed = true;
        walks.close();
    }
}
