package dev.evently.event.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.evently.event.search.SearchParameters.Request;
import dev.evently.event.search.SearchQuery.Circle;
import dev.evently.platform.web.FieldError;
import dev.evently.platform.web.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SearchParametersTests {

    @Test
    void looksForEverythingByDefault() {
        Request request = SearchParameters.read(Map.of("q", " ", "city", ""));

        assertThat(request.query())
                .isEqualTo(new SearchQuery(
                        null, null, null, null, null, null, null, null, null, null, null, Sort.STARTS_AT));
        assertThat(request.limit()).isEqualTo(20);
        assertThat(request.cursor()).isNull();
    }

    @Test
    void readsWhatIsLookedFor() {
        UUID organizer = UUID.randomUUID();
        Request request = SearchParameters.read(Map.ofEntries(
                Map.entry("q", "jazz"),
                Map.entry("category", "  Live  MUSIC "),
                Map.entry("city", "Z\u00fcrich"),
                Map.entry("from", "2030-05-01"),
                Map.entry("to", "2030-05-02T12:00:00+02:00"),
                Map.entry("near", "47.37, 8.54"),
                Map.entry("radiusKm", "2.5"),
                Map.entry("minPrice", "0"),
                Map.entry("maxPrice", "5000"),
                Map.entry("currency", "CHF"),
                Map.entry("organizerId", organizer.toString()),
                Map.entry("status", "DRAFT"),
                Map.entry("sort", "distance"),
                Map.entry("limit", "100"),
                Map.entry("cursor", "abc")));

        assertThat(request)
                .isEqualTo(new Request(
                        new SearchQuery(
                                "jazz",
                                "live music",
                                "zurich",
                                Instant.parse("2030-05-01T00:00:00Z"),
                                Instant.parse("2030-05-02T10:00:00Z"),
                                new Circle(47.37, 8.54, 2.5),
                                0L,
                                5000L,
                                "CHF",
                                organizer,
                                "DRAFT",
                                Sort.DISTANCE),
                        100,
                        "abc"));
    }

    @Test
    void looksFiftyKilometresAround() {
        assertThat(SearchParameters.read(Map.of("near", "0,0")).query().near()).isEqualTo(new Circle(0, 0, 50));
    }

    @Test
    void ordersByStartWhenNoWordMakesAnEventRelevant() {
        assertThat(SearchParameters.read(Map.of("sort", "relevance")).query().sort())
                .isEqualTo(Sort.STARTS_AT);
        assertThat(SearchParameters.read(Map.of("sort", "relevance", "q", "jazz"))
                        .query()
                        .sort())
                .isEqualTo(Sort.RELEVANCE);
    }

    @Test
    void namesEveryParameterToBlame() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(
                        () -> SearchParameters.read(Map.of("limit", "0", "near", "x", "sort", "y", "minPrice", "-1")))
                .satisfies(problem ->
                        assertThat(blamed(problem)).containsExactlyInAnyOrder("limit", "near", "sort", "minPrice"));
    }

    @SuppressWarnings("unchecked")
    private static List<String> blamed(ProblemException problem) {
        Map<String, Object> properties =
                Objects.requireNonNull(problem.getBody().getProperties());
        return ((List<FieldError>) Objects.requireNonNull(properties.get("errors")))
                .stream().map(FieldError::field).toList();
    }
}
