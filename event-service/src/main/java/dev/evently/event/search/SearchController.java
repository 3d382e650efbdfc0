package dev.evently.event.search;

import dev.evently.platform.security.Caller;
import dev.evently.platform.web.Page;
import java.util.Map;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The search over HTTP. */
@RestController
class SearchController {

    private final SearchEvents search;

    SearchController(SearchEvents search) {
        this.search = search;
    }

    @GetMapping("/api/v1/events")
    Page<ListingView> find(@RequestParam Map<String, String> parameters, Optional<Caller> caller) {
        SearchParameters.Request request = SearchParameters.read(parameters);
        return search.find(
                request.query(),
                request.limit(),
                request.cursor(),
                caller.map(Caller::userId).orElse(null));
    }
}
