package dev.evently.event.search;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The orders of a list. Each ends in start and id, so that no two rows are equal and a page can begin anywhere. */
enum Sort {
    STARTS_AT("startsAt", null),
    PRICE("price", "price_key"),
    DISTANCE("distance", "position <-> ll_to_earth(:latitude, :longitude)"),
    RELEVANCE("relevance", "(-ts_rank(document, websearch_to_tsquery('listing', :text)))::double precision");

    private final String parameter;
    private final @Nullable String lead;

    Sort(String parameter, @Nullable String lead) {
        this.parameter = parameter;
        this.lead = lead;
    }

    String parameter() {
        return parameter;
    }

    /** The expression that rows are ordered by before start and id, ascending; null when there is none. */
    @Nullable
    String lead() {
        return lead;
    }

    static Optional<Sort> of(String parameter) {
        return Arrays.stream(values())
                .filter(sort -> sort.parameter.equals(parameter))
                .findFirst();
    }
}
