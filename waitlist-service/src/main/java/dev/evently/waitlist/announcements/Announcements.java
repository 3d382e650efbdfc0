package dev.evently.waitlist.announcements;

import dev.evently.platform.messaging.Outbox;
import dev.evently.waitlist.line.Party;
import dev.evently.waitlist.line.WaitingListEntry.Accepted;
import dev.evently.waitlist.line.WaitingListEntry.Offered;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Announces what became of an entry, in the transaction that changes it. */
@Component
public class Announcements {

    private final Outbox outbox;

    Announcements(Outbox outbox) {
        this.outbox = outbox;
    }

    public void joined(Party party) {
        outbox.append(WaitlistEvents.joined(party));
    }

    public void left(Party party, Instant at) {
        outbox.append(WaitlistEvents.left(party, at));
    }

    public void offered(Offered entry) {
        outbox.append(WaitlistEvents.offered(entry));
    }

    public void accepted(Accepted entry) {
        outbox.append(WaitlistEvents.accepted(entry));
    }

    public void offerExpired(Offered entry, Instant at) {
        outbox.append(WaitlistEvents.expired(entry, at));
    }
}
