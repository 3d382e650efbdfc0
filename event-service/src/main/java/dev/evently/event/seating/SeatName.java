package dev.evently.event.seating;

import com.fasterxml.uuid.Generators;
import java.util.UUID;

/** What a seat is called: its section, its row and its number, which no two seats of a plan share. */
public record SeatName(String section, String row, String number) {

    /**
     * The seat's id at an event: the name-based UUID (RFC 9562, section 5.5) of {@code section/row/number} in the
     * namespace of the event id, where each part has {@code %} written as {@code %25} and {@code /} as {@code %2F}.
     * Every service can compute it, so it need not be sent.
     */
    public UUID idAt(UUID eventId) {
        return Generators.nameBasedGenerator(eventId)
                .generate(escape(section) + '/' + escape(row) + '/' + escape(number));
    }

    private static String escape(String part) {
        return part.replace("%", "%25").replace("/", "%2F");
    }
}
