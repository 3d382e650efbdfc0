package dev.evently.booking.seat;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.NameBasedGenerator;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a seat is called: its section, its row and its number, which no two seats of an event share. */
public record SeatName(String section, String row, String number) {

    private static final String PART = "((?:[^/%]|%25|%2[Ff])+)";
    private static final Pattern WRITTEN = Pattern.compile(PART + "/" + PART + "/" + PART);

    /**
     * Reads a name as {@link #toString} writes it.
     *
     * @return empty when no seat is written so
     */
    public static Optional<SeatName> parse(String written) {
        Matcher parts = WRITTEN.matcher(written);
        return parts.matches()
                ? Optional.of(
                        new SeatName(unescape(parts.group(1)), unescape(parts.group(2)), unescape(parts.group(3))))
                : Optional.empty();
    }

    /**
     * The id of the seat at an event: the name-based UUID (RFC 9562, section 5.5) of the written name in the namespace of
     * the event id. Every service computes the same.
     */
    public UUID idAt(UUID eventId) {
        return idFrom(Generators.nameBasedGenerator(eventId));
    }

    UUID idFrom(NameBasedGenerator ofEvent) {
        return ofEvent.generate(toString());
    }

    /** {@code section/row/number}, where each part has {@code %} written as {@code %25} and {@code /} as {@code %2F}. */
    @Override
    public String toString() {
        return escape(section) + '/' + escape(row) + '/' + escape(number);
    }

    private static String escape(String part) {
        return part.replace("%", "%25").replace("/", "%2F");
    }

    private static String unescape(String part) {
        return part.replace("%2F", "/").replace("%2f", "/").replace("%25", "%");
    }
}
