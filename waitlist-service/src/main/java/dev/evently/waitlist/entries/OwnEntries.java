package dev.evently.waitlist.entries;

import dev.evently.waitlist.line.Entries;
import dev.evently.waitlist.line.EntryId;
import dev.evently.waitlist.line.WaitingListEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** A person's own entries with their positions, latest first. */
@Service
class OwnEntries {

    private final Entries entries;

    OwnEntries(Entries entries) {
        this.entries = entries;
    }

    @Transactional(readOnly = true)
    List<EntryView> list(UUID userId, Optional<EntryId> before, int limit) {
        return show(entries.findByUser(userId, before, limit));
    }

    /**
     * Shows an entry as it was read. Whoever is ahead of somebody who has just joined is known by then, so the position
     * needs no lock.
     */
    EntryView show(WaitingListEntry entry) {
        return show(List.of(entry)).getFirst();
    }

    private List<EntryView> show(List<WaitingListEntry> found) {
        Map<EntryId, Integer> positions = entries.positions(found.stream()
                .filter(WaitingListEntry::inLine)
                .map(WaitingListEntry::id)
                .toList());
        return found.stream()
                .map(entry -> EntryView.of(entry, positions.get(entry.id())))
                .toList();
    }
}
