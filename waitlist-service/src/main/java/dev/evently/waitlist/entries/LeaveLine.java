package dev.evently.waitlist.entries;

import dev.evently.waitlist.announcements.Announcements;
import dev.evently.waitlist.line.Entries;
import dev.evently.waitlist.line.EntryId;
import dev.evently.waitlist.line.Lines;
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

/** Takes a person out of line. Places held for them are given back by the dispatcher, and go to the next in line. */
@Service
class LeaveLine {

    private final Lines lines;
    private final Entries entries;
    private final Announcements announcements;
    private final Clock clock;

    LeaveLine(Lines lines, Entries entries, Announcements announcements, Clock clock) {
        this.lines = lines;
        this.entries = entries;
        this.announcements = announcements;
        this.clock = clock;
    }

    /** Leaves the line; an entry that has ended stays as it is. False when the person has no such entry. */
    @Transactional
    boolean leave(UUID userId, EntryId id) {
        Optional<WaitingListEntry> own =
                entries.find(id).filter(entry -> entry.party().userId().equals(userId));
        own.ifPresent(entry -> {
            lines.lock(entry.party().line());
            leave(entries.find(id).orElseThrow(), clock.instant());
        });
        return own.isPresent();
    }

    private void leave(WaitingListEntry entry, Instant now) {
        switch (entry) {
            case Waiting waiting -> save(waiting.leave(now), now);
            case Offering offering -> save(offering.leave(now), now);
            case Offered offered -> {
                save(offered.leave(now), now);
                lines.call(offered.party().line(), now);
            }
            case Returning _, Accepted _, Expired _, Left _, Closed _ -> {}
        }
    }

    private void save(WaitingListEntry entry, Instant now) {
        entries.save(entry);
        announcements.left(entry.party(), now);
    }
}
