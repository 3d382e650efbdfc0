package dev.evently.waitlist.announcements;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.evently.platform.messaging.IntegrationEvent;
import dev.evently.platform.messaging.Topics;
import dev.evently.waitlist.line.Party;
import dev.evently.waitlist.line.WaitingListEntry.Accepted;
import dev.evently.waitlist.line.WaitingListEntry.Offered;
import java.time.Instant;
import java.util.UUID;

/** Maps what became of an entry to the events that the contracts describe. */
final class WaitlistEvents {

    private WaitlistEvents() {}

    static IntegrationEvent joined(Party party) {
        return event("WaitlistJoined", party, new Joined(Entry.of(party), party.joinedAt()));
    }

    static IntegrationEvent left(Party party, Instant at) {
        return event("WaitlistLeft", party, new Left(Entry.of(party), at));
    }

    static IntegrationEvent offered(Offered entry) {
        return event(
                "WaitlistOffered",
                entry.party(),
                new OfferMade(
                        Entry.of(entry.party()),
                        entry.hold().bookingId(),
                        entry.hold().expiresAt()));
    }

    static IntegrationEvent accepted(Accepted entry) {
        return event(
                "WaitlistOfferAccepted",
                entry.party(),
                new OfferAccepted(Entry.of(entry.party()), entry.hold().bookingId(), entry.endedAt()));
    }

    static IntegrationEvent expired(Offered entry, Instant at) {
        return event(
                "WaitlistOfferExpired",
                entry.party(),
                new OfferExpired(Entry.of(entry.party()), entry.hold().bookingId(), at));
    }

    private static IntegrationEvent event(String name, Party party, Object data) {
        String id = party.id().value().toString();
        return new IntegrationEvent(Topics.WAITLIST, id, "dev.evently.waitlist." + name + ".v1", id, data);
    }

    /** What every event of this topic says. */
    private record Entry(UUID entryId, UUID userId, UUID eventId, UUID productId, int quantity) {

        static Entry of(Party party) {
            return new Entry(
                    party.id().value(),
                    party.userId(),
                    party.line().eventId(),
                    party.line().productId(),
                    party.quantity());
        }
    }

    private record Joined(@JsonUnwrapped Entry entry, Instant joinedAt) {}

    private record Left(@JsonUnwrapped Entry entry, Instant leftAt) {}

    private record OfferMade(@JsonUnwrapped Entry entry, UUID bookingId, Instant offerExpiresAt) {}

    private record OfferAccepted(@JsonUnwrapped Entry entry, UUID bookingId, Instant acceptedAt) {}

    private record OfferExpired(@JsonUnwrapped Entry entry, UUID bookingId, Instant expiredAt) {}
}
