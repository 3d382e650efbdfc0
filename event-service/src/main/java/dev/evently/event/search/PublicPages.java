package dev.evently.event.search;

import dev.evently.event.cache.CatalogueCache;
import dev.evently.event.cache.FirstLevel;
import dev.evently.event.cache.Found;
import dev.evently.event.cache.NextEvents;
import dev.evently.event.cache.PublicAnswer;
import dev.evently.platform.web.Page;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Pages of searches as the public is answered them; equal searches share them, however they are written. */
@Component
class PublicPages implements NextEvents {

    private static final SearchQuery EVERYTHING =
            SearchParameters.read(Map.of()).query();

    private final SearchEvents search;
    private final JsonMapper json;
    private final Clock clock;
    private final FirstLevel<SearchParameters.Request> pages;

    PublicPages(CatalogueCache cache, SearchEvents search, JsonMapper json, Clock clock) {
        this.search = search;
        this.json = json;
        this.clock = clock;
        this.pages = cache.lists(this::read);
    }

    Found find(SearchParameters.Request request) {
        return pages.get(request);
    }

    @Override
    public List<UUID> next(int limit) {
        List<UUID> ids = new ArrayList<>();
        String cursor = null;
        do {
            Page<ListingView> page = page(Math.min(SearchParameters.MAX_LIMIT, limit - ids.size()), cursor);
            page.items().forEach(listing -> ids.add(listing.id()));
            cursor = page.next();
        } while (cursor != null && ids.size() < limit);
        return ids;
    }

    private Page<ListingView> page(int limit, @Nullable String cursor) {
        return search.find(EVERYTHING, limit, cursor, null);
    }

    private PublicAnswer read(SearchParameters.Request request) {
        Instant now = clock.instant();
        Page<ListingView> page = search.find(request.query(), request.limit(), request.cursor(), null);
        return PublicAnswer.page(json.writeValueAsBytes(page), page.next(), now);
    }
}
