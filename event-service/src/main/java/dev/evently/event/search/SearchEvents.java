package dev.evently.event.search;

import dev.evently.event.organizer.Teams;
import dev.evently.event.search.ListingSearch.Found;
import dev.evently.event.search.ListingSearch.Question;
import dev.evently.platform.web.Page;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Answers searches. The public sees published events that have yet to start, unless it names an earlier time; a team
 * that asks for its organizer's events sees them in every state and at any time.
 */
@Service
class SearchEvents {

    private static final String PUBLISHED = "PUBLISHED";

    private final ListingSearch listings;
    private final Teams teams;
    private final Clock clock;

    SearchEvents(ListingSearch listings, Teams teams, Clock clock) {
        this.listings = listings;
        this.teams = teams;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    Page<ListingView> find(SearchQuery query, int limit, @Nullable String cursor, @Nullable UUID reader) {
        Position after = cursor == null ? null : Position.read(cursor, query);
        boolean ownEvents = isTeam(query.organizerId(), reader);
        if (!ownEvents && query.status() != null && !query.status().equals(PUBLISHED)) {
            return new Page<>(List.of(), null);
        }
        Instant from = after == null ? firstStart(query, ownEvents) : after.from();
        List<Found> found = listings.find(new Question(query, ownEvents, from, after, limit + 1));
        boolean more = found.size() > limit;
        List<Found> page = more ? found.subList(0, limit) : found;
        return new Page<>(
                page.stream().map(Found::view).toList(),
                more ? position(page.getLast(), from).cursor(query) : null);
    }

    private boolean isTeam(@Nullable UUID organizerId, @Nullable UUID reader) {
        return organizerId != null && teams.roleOf(organizerId, reader).isPresent();
    }

    private @Nullable Instant firstStart(SearchQuery query, boolean ownEvents) {
        return query.from() != null || ownEvents ? query.from() : clock.instant();
    }

    private static Position position(Found last, @Nullable Instant from) {
        return new Position(
                from, last.lead(), last.view().startsAt(), last.view().id());
    }
}
