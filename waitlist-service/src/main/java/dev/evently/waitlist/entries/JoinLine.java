package dev.evently.waitlist.entries;

import dev.evently.platform.id.Ids;
import dev.evently.waitlist.announcements.Announcements;
import dev.evently.waitlist.catalogue.Catalogue;
import dev.evently.waitlist.catalogue.JoinTerms;
import dev.evently.waitlist.line.Entries;
import dev.evently.waitlist.line.EntryId;
import dev.evently.waitlist.line.LineId;
import dev.evently.waitlist.line.Lines;
import dev.evently.waitlist.line.Newcomer;
import dev.evently.waitlist.line.OfferId;
import dev.evently.waitlist.line.WaitingListEntry;
import dev.evently.waitlist.line.WaitingListEntry.Waiting;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Puts a person at the end of a line.
 *
 * <p>Whether the product is sold out is not asked: only booking-service knows. A join that could be served at once, since
 * nobody ahead wants as few places, calls the line, and the dispatcher finds out with one request.
 */
@Service
class JoinLine {

    private final Catalogue catalogue;
    private final Lines lines;
    private final Entries entries;
    private final Announcements announcements;
    private final Clock clock;

    JoinLine(Catalogue catalogue, Lines lines, Entries entries, Announcements announcements, Clock clock) {
        this.catalogue = catalogue;
        this.lines = lines;
        this.entries = entries;
        this.announcements = announcements;
        this.clock = clock;
    }

    @Transactional
    Result join(UUID userId, LineId line, int quantity, @Nullable String idempotencyKey) {
        return enteredBefore(userId, line, quantity, idempotencyKey)
                .or(() -> refused(line, quantity))
                .orElseGet(() -> enter(userId, line, quantity, idempotencyKey));
    }

    private Optional<Result> refused(LineId line, int quantity) {
        Optional<JoinTerms> terms = catalogue.find(line);
        if (terms.isEmpty()) {
            return Optional.of(new Result.UnknownEvent());
        }
        if (!terms.get().isOnSale(clock.instant())) {
            return Optional.of(new Result.NotOnSale());
        }
        Optional<Integer> most = terms.get().maxPerBooking();
        if (most.isEmpty()) {
            return Optional.of(new Result.UnknownProduct());
        }
        return most.filter(places -> quantity > places).map(Result.TooMany::new);
    }

    private Result enter(UUID userId, LineId line, int quantity, @Nullable String idempotencyKey) {
        Instant now = clock.instant();
        Newcomer newcomer = new Newcomer(new EntryId(Ids.next()), line, userId, quantity, new OfferId(Ids.next()), now);
        Optional<Waiting> entry = entries.join(newcomer, idempotencyKey);
        if (entry.isEmpty()) {
            return enteredBefore(userId, line, quantity, idempotencyKey).orElseThrow();
        }
        announcements.joined(entry.get().party());
        if (!entries.isNoLargerPartyAhead(entry.get().party())) {
            lines.call(line, now);
        }
        return new Result.Joined(entry.get());
    }

    /**
     * The answer to somebody who waits here already, or whose key was used before. The open entry is looked for first: if
     * a request with the same key has made it, that request is found by its key as well.
     */
    private Optional<Result> enteredBefore(UUID userId, LineId line, int quantity, @Nullable String idempotencyKey) {
        Optional<EntryId> open = entries.findOpen(userId, line);
        return Optional.ofNullable(idempotencyKey)
                .flatMap(key -> entries.findByKey(userId, key))
                .map(known -> repeat(known, line, quantity))
                .or(() -> open.map(Result.AlreadyWaiting::new));
    }

    private static Result repeat(WaitingListEntry known, LineId line, int quantity) {
        return known.party().line().equals(line) && known.party().quantity() == quantity
                ? new Result.Joined(known)
                : new Result.KeyReused();
    }

    /** What became of the wish to join; everything but {@link Joined} leaves no trace. */
    sealed interface Result {

        /** In line; or the entry that an earlier request with the same key made, as it is now. */
        record Joined(WaitingListEntry entry) implements Result {}

        record UnknownEvent() implements Result {}

        record NotOnSale() implements Result {}

        record UnknownProduct() implements Result {}

        record TooMany(int most) implements Result {}

        record AlreadyWaiting(EntryId entry) implements Result {}

        /** The key belongs to a request for something else. */
        record KeyReused() implements Result {}
    }
}
