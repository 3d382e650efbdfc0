package dev.evently.waitlist.offers;

import dev.evently.waitlist.announcements.Announcements;
import dev.evently.waitlist.catalogue.Catalogue;
import dev.evently.waitlist.line.Claim;
import dev.evently.waitlist.line.Entries;
import dev.evently.waitlist.line.LineId;
import dev.evently.waitlist.line.Lines;
import dev.evently.waitlist.line.Turn;
import dev.evently.waitlist.line.WaitingListEntry;
import dev.evently.waitlist.line.WaitingListEntry.Accepted;
import dev.evently.waitlist.line.WaitingListEntry.Closed;
import dev.evently.waitlist.line.WaitingListEntry.Expired;
import dev.evently.waitlist.line.WaitingListEntry.Left;
import dev.evently.waitlist.line.WaitingListEntry.Offered;
import dev.evently.waitlist.line.WaitingListEntry.Offering;
import dev.evently.waitlist.line.WaitingListEntry.Returning;
import dev.evently.waitlist.line.WaitingListEntry.Waiting;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The transactions of a walk along a line; the requests to booking-service lie between them.
 *
 * <p>That an offer is asked for is stored before it is, and an entry whose offer is not settled comes before all others.
 * So a walk that breaks off anywhere is taken up, by whichever dispatcher claims the line next, with the same request.
 */
@Service
class OfferSteps {

    private static final int CLOSED_AT_ONCE = 200;

    private final Lines lines;
    private final Entries entries;
    private final Catalogue catalogue;
    private final Announcements announcements;
    private final OfferSettings settings;
    private final Clock clock;

    OfferSteps(
            Lines lines,
            Entries entries,
            Catalogue catalogue,
            Announcements announcements,
            OfferSettings settings,
            Clock clock) {
        this.lines = lines;
        this.entries = entries;
        this.catalogue = catalogue;
        this.announcements = announcements;
        this.settings = settings;
        this.clock = clock;
    }

    @Transactional
    Optional<Claim> claimDueLine() {
        Instant now = clock.instant();
        return lines.claimDue(now, now.plus(settings.lease()));
    }

    @Transactional
    Step next(Claim claim, Turn turn) {
        Instant now = clock.instant();
        if (!lines.renew(claim, now.plus(settings.lease()))) {
            return new Step.Lost();
        }
        LineId line = claim.line();
        if (catalogue.isOver(line.eventId(), now) && closeSome(line, now)) {
            return new Step.Closed();
        }
        return entries.findUnsettled(line)
                .map(OfferSteps::settle)
                .or(() -> entries.findNext(line, turn).map(this::offer))
                .orElseGet(() -> rest(claim, now));
    }

    private boolean closeSome(LineId line, Instant now) {
        List<WaitingListEntry> open = entries.findSomeOpen(line, CLOSED_AT_ONCE);
        open.forEach(entry -> close(entry, now));
        return !open.isEmpty();
    }

    private void close(WaitingListEntry entry, Instant now) {
        Closed closed =
                switch (entry) {
                    case Waiting waiting -> waiting.close(now);
                    case Offering offering -> offering.close(now);
                    case Offered offered -> offered.close(now);
                    case Returning _, Accepted _, Expired _, Left _, Closed _ ->
                        throw new IllegalStateException("Not open: " + entry);
                };
        entries.save(closed);
        announcements.left(closed.party(), now);
    }

    private static Step settle(WaitingListEntry entry) {
        return switch (entry) {
            case Offering offering -> new Step.Ask(offering.party(), offering.offer(), false);
            case Returning leaving -> new Step.GiveBack(leaving.party(), leaving.bookingId());
            case Waiting _, Offered _, Accepted _, Expired _, Left _, Closed _ ->
                throw new IllegalStateException("Settled: " + entry);
        };
    }

    private Step offer(Waiting entry) {
        Offering offering = entry.ask();
        entries.save(offering);
        return new Step.Ask(offering.party(), offering.offer(), true);
    }

    private Step rest(Claim claim, Instant now) {
        boolean waiting = entries.isAnybodyWaiting(claim.line());
        lines.rest(claim, now, waiting ? Optional.of(now.plus(settings.recheckInterval())) : Optional.empty());
        return new Step.Done();
    }

    /** Nothing was held for the offer: the party stays in line, unless more has become known of it since. */
    @Transactional
    void refused(Step.Ask ask) {
        lines.lock(ask.party().line());
        if (entries.findByOffer(ask.offer()).orElse(null) instanceof Offering offering) {
            entries.save(offering.refused());
        }
    }

    @Transactional
    void returned(Step.GiveBack done) {
        lines.lock(done.party().line());
        if (entries.find(done.party().id()).orElseThrow() instanceof Returning leaving) {
            entries.save(leaving.returned());
        }
    }

    /** Gives the line back although the walk has not come to its end. */
    @Transactional
    void release(Claim claim) {
        Instant now = clock.instant();
        lines.rest(claim, now, Optional.of(now));
    }

    @Transactional
    void postpone(Claim claim) {
        lines.postpone(claim, clock.instant().plus(settings.retryDelayAfter(claim.failures() + 1)));
    }
}
