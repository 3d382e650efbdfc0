package dev.evently.event.search;

import dev.evently.event.search.SearchQuery.Circle;
import dev.evently.platform.web.CommonProblem;
import dev.evently.platform.web.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a search out of the parameters of a URL and collects what is wrong with them. Empty parameters are absent. */
final class SearchParameters {

    static final int DEFAULT_LIMIT = 20;
    static final int MAX_LIMIT = 100;
    static final double DEFAULT_RADIUS_KM = 50;

    private static final int MAX_TEXT = 200;
    private static final double HALF_EQUATOR_KM = 20_038;
    private static final Set<String> STATUSES = Set.of("DRAFT", "PUBLISHED", "CANCELLED");
    static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private final Map<String, String> parameters;
    private final ProblemException problem = new ProblemException(CommonProblem.MALFORMED_REQUEST);
    private boolean broken;

    private SearchParameters(Map<String, String> parameters) {
        this.parameters = parameters;
    }

    /**
     * One page of a search.
     *
     * @param cursor where the page begins; null for the first
     */
    record Request(SearchQuery query, int limit, @Nullable String cursor) {}

    /**
     * Reads the request.
     *
     * @throws ProblemException {@link CommonProblem#MALFORMED_REQUEST} that names every parameter to blame
     */
    static Request read(Map<String, String> parameters) {
        return new SearchParameters(parameters).request();
    }

    private Request request() {
        String text = read("q", "must be at most %d characters".formatted(MAX_TEXT), SearchParameters::text);
        Circle near = near();
        SearchQuery query = new SearchQuery(
                text,
                read("category", "must be at most %d characters".formatted(MAX_TEXT), SearchParameters::name),
                read("city", "must be at most %d characters".formatted(MAX_TEXT), SearchParameters::name),
                time("from"),
                time("to"),
                near,
                price("minPrice"),
                price("maxPrice"),
                read("currency", "must be an ISO 4217 currency such as EUR", SearchParameters::currency),
                read("organizerId", "must be a UUID", UUID::fromString),
                read("status", "must be one of DRAFT, PUBLISHED, CANCELLED", SearchParameters::status),
                sort(text, near));
        Integer limit = read(
                "limit",
                "must be a whole number from 1 to " + MAX_LIMIT,
                value -> Math.toIntExact(within(1, MAX_LIMIT, Integer.parseInt(value))));
        if (broken) {
            throw problem;
        }
        return new Request(
                query, limit == null ? DEFAULT_LIMIT : limit, isGiven("cursor") ? parameters.get("cursor") : null);
    }

    private @Nullable Circle near() {
        Double radius = read("radiusKm", "must be a number above 0, at most 20038", SearchParameters::radius);
        Circle circle = read("near", "must be latitude,longitude in degrees, such as 52.52,13.405", value -> {
            String[] parts = value.split(",", -1);
            if (parts.length != 2) {
                throw new IllegalArgumentException("not a pair");
            }
            return new Circle(
                    within(90, Double.parseDouble(parts[0].strip())),
                    within(180, Double.parseDouble(parts[1].strip())),
                    radius == null ? DEFAULT_RADIUS_KM : radius);
        });
        if (radius != null && !isGiven("near")) {
            blame("radiusKm", "needs near");
        }
        return circle;
    }

    private Sort sort(@Nullable String text, @Nullable Circle near) {
        Sort sort = read(
                "sort",
                "must be one of startsAt, price, distance, relevance",
                value -> Sort.of(value).orElseThrow(() -> new IllegalArgumentException("no such order")));
        if (sort == Sort.DISTANCE && near == null) {
            blame("sort", "distance needs near");
        }
        // Without words every event is as relevant as any other.
        return sort == null || (sort == Sort.RELEVANCE && text == null) ? Sort.STARTS_AT : sort;
    }

    private @Nullable Instant time(String name) {
        return read(name, "must be an ISO 8601 time such as 2030-01-31T18:00:00Z, or a date", value -> {
            Instant time = value.length() == "2030-01-31".length()
                    ? LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(value).toInstant();
            if (time.isBefore(EARLIEST) || time.isAfter(LATEST)) {
                throw new IllegalArgumentException("out of range");
            }
            return time;
        });
    }

    private @Nullable Long price(String name) {
        return read(
                name,
                "must be a whole number of minor units, 0 or more",
                value -> within(0, Long.MAX_VALUE, Long.parseLong(value)));
    }

    private <T> @Nullable T read(String name, String must, Function<String, T> parse) {
        if (!isGiven(name)) {
            return null;
        }
        try {
            return parse.apply(parameters.getOrDefault(name, ""));
        } catch (IllegalArgumentException | DateTimeException e) {
            blame(name, must);
            return null;
        }
    }

    private boolean isGiven(String name) {
        return !parameters.getOrDefault(name, "").isBlank();
    }

    private void blame(String name, String must) {
        broken = true;
        problem.field(name, must);
    }

    private static String text(String value) {
        if (value.length() > MAX_TEXT) {
            throw new IllegalArgumentException("too long");
        }
        return value;
    }

    private static String name(String value) {
        return Folding.fold(text(value));
    }

    private static String currency(String value) {
        if (!value.matches("[A-Z]{3}")) {
            throw new IllegalArgumentException("no code");
        }
        return value;
    }

    private static String status(String value) {
        if (!STATUSES.contains(value)) {
            throw new IllegalArgumentException("no such status");
        }
        return value;
    }

    private static double radius(String value) {
        double radius = Double.parseDouble(value);
        if (!(radius > 0 && radius <= HALF_EQUATOR_KM)) {
            throw new IllegalArgumentException("out of range");
        }
        return radius;
    }

    private static double within(double bound, double degrees) {
        if (!(Math.abs(degrees) <= bound)) {
            throw new IllegalArgumentException("out of range");
        }
        return degrees;
    }

    private static long within(long least, long most, long value) {
        if (value < least || value > most) {
            throw new IllegalArgumentException("out of range");
        }
        return value;
    }
}
