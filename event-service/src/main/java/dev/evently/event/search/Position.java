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
        List<String> fields = List.of(
                from == null ? "" : from.toString(),
                lead == null ? "" : lead.toString(),
                startsAt.toString(),
                eventId.toString());
        return Cursor.encode(checksum(query, fields), fields.get(0), fields.get(1), fields.get(2), fields.get(3));
    }

    /** Reads a cursor back that was made for the same search; one of another search is no cursor of this list. */
    static Position read(String cursor, SearchQuery query) {
        List<String> fields = Cursor.decode(cursor, FIELDS);
        if (!fields.getFirst().equals(checksum(query, fields.subList(1, FIELDS)))) {
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

    /** Tells cursors of other searches, and damaged ones; whoever computes it anew only moves within the list. */
    private static String checksum(SearchQuery query, List<String> fields) {
        CRC32 checksum = new CRC32();
        checksum.update((query + " " + fields).getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(checksum.getValue());
    }
}
