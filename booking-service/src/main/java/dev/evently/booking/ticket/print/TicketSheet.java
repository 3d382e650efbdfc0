package dev.evently.booking.ticket.print;

import dev.evently.booking.inventory.SaleEvent;
import dev.evently.booking.seat.BookedSeat;
import dev.evently.booking.ticket.ViewTickets;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a ticket says, in words for its holder.
 *
 * @param date day and time in the event's own zone, which is named
 * @param venue null for an event without one
 */
public record TicketSheet(
        String title, String date, @Nullable String venue, String product, String place, String code, String ticketId) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);

    public static TicketSheet of(ViewTickets.TicketInFull full, String code) {
        SaleEvent event = full.event();
        SaleEvent.Venue venue = event.venue();
        return new TicketSheet(
                event.title(),
                date(event),
                venue == null ? null : venue.name() + ", " + venue.city(),
                full.product(),
                place(full.item().seat()),
                code,
                full.ticket().id().value().toString());
    }

    private static String place(@Nullable BookedSeat seat) {
        return seat == null
                ? "General admission"
                : seat.name().section() + ", row " + seat.name().row() + ", seat "
                        + seat.name().number();
    }

    private static String date(SaleEvent event) {
        ZoneId zone = event.timezone();
        ZonedDateTime starts = event.startsAt().atZone(zone);
        return DAY.format(starts) + ", " + TIME.format(starts) + " (" + zone.getId() + ")";
    }
}
