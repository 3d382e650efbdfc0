package dev.evently.waitlist.offers;

import dev.evently.platform.id.Ids;
import dev.evently.waitlist.announcements.Announcements;
import dev.evently.waitlist.line.Entries;
import dev.evently.waitlist.line.Hold;
import dev.evently.waitlist.line.Lines;
import dev.evently.waitlist.line.OfferId;
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
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Notes what booking-service did with the holds made for offers. That a hold was made is learnt twice, from the answer
 * and from the event, in either order; the first one counts, and a lost answer is made up for by the event.
 */
@Service
class SettleOffers {

    private final Lines lines;
    private final Entries entries;
    private final Announcements announcements;
    private final Clock clock;

    SettleOffers(Lines lines, Entries entries, Announcements announcements, Clock clock) {
        this.lines = lines;
        this.entries = entries;
        this.announcements = announcements;
        this.clock = clock;
    }

    @Transactional
    void held(OfferId offer, Hold hold) {
        lock(entries.findByOffer(offer)).ifPresent(entry -> held(entry, hold));
    }

    private void held(WaitingListEntry entry, Hold hold) {
        switch (entry) {
            case Waiting waiting -> offered(waiting.held(hold, clock.instant()));
            case Offering offering -> offered(offering.held(hold, clock.instant()));
            case Left left -> {
                entries.save(left.held(hold.bookingId()));
                lines.call(left.party().line(), clock.instant());
            }
            case Offered _, Returning _, Accepted _, Expired _, Closed _ -> {}
        }
    }

    private void offered(Offered entry) {
        entries.save(entry);
        announcements.offered(entry);
    }

    /** Whether a booking was made for somebody who waits; few are. */
    boolean isOffer(UUID bookingId) {
        return entries.findByBooking(bookingId).isPresent();
    }

    @Transactional
    void paid(UUID bookingId, Instant at) {
        lock(entries.findByBooking(bookingId)).ifPresent(entry -> {
            switch (entry) {
                case Offered offered -> {
                    Accepted accepted = offered.accept(at);
                    entries.save(accepted);
                    announcements.accepted(accepted);
                }
                case Returning leaving -> entries.save(leaving.returned());
                case Waiting _, Offering _, Accepted _, Expired _, Left _, Closed _ -> {}
            }
        });
    }

    /** The hold is over unpaid: it expired, or the person cancelled it. */
    @Transactional
    void ended(UUID bookingId, Instant at) {
        lock(entries.findByBooking(bookingId)).ifPresent(entry -> {
            switch (entry) {
                case Offered offered -> {
                    entries.save(offered.cameTooLate() ? offered.waitFor(new OfferId(Ids.next())) : offered.expire(at));
                    announcements.offerExpired(offered, at);
                }
                case Returning leaving -> entries.save(leaving.returned());
                case Waiting _, Offering _, Accepted _, Expired _, Left _, Closed _ -> {}
            }
        });
    }

    /** Locks the entry's line and reads the entry again under the lock. */
    private Optional<WaitingListEntry> lock(Optional<WaitingListEntry> found) {
        return found.flatMap(entry -> {
            lines.lock(entry.party().line());
            return entries.find(entry.id());
        });
    }
}
