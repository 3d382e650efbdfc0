package dev.evently.event.search;

import dev.evently.platform.web.Cursor;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A place in a list: behind one of its rows.
 *
 * @param from the earliest start that the first page saw, so that the list does not move on with the time
 * @param lead what the row's order led with; null when the order has no lead
 */
record Position(@Nullable Instant from, @Nullable Number lead, Instant startsAt, UUID eventId) {

    private static final int FIELDS = 5;

    String cursor(SearchQuery query) {
        return Cursor.encode(fingerprint(query), from == null ? "" : from, lead == null ? "" : lead, startsAt, eventId);
    }

    /** Reads a cursor back that was made for the same search; one of another search is no cursor of this list. */
    static Position read(String cursor, SearchQuery query) {
        List<String> fields = Cursor.decode(cursor, FIELDS);
        if (!fields.getFirst().equals(fingerprint(query))) {
            throw Cursor.invalid();
        }
        try {
            return new Position(
                    fields.get(1).isEmpty() ? null : timeIn(fields.get(1)),
                    leadIn(fields.get(2), query.sort()),
                    timeIn(fields.get(3)),
                    UUID.fromString(fields.get(4)));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw Cursor.invalid();
        }
    }

    private static Instant timeIn(String field) {
        Instant time = Instant.parse(field);
        if (time.isBefore(SearchParameters.EARLIEST) || time.isAfter(SearchParameters.LATEST)) {
            throw new IllegalArgumentException("out of range");
        }
        return time;
    }

    private static @Nullable Number leadIn(String field, Sort sort) {
        return switch (sort) {
            case STARTS_AT -> {
                if (!field.isEmpty()) {
                    throw new IllegalArgumentException("this order has no lead");
                }
                yield null;
            }
            case PRICE -> Long.valueOf(field);
            case DISTANCE, RELEVANCE -> Double.valueOf(field);
        };
    }

    private static String fingerprint(SearchQuery query) {
        CRC32 checksum = new CRC32();
        checksum.update(query.toString().getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(checksum.getValue());
    }
}
