package dev.evently.booking.checkin.messaging;

import dev.evently.booking.checkin.CheckIn;
import dev.evently.booking.checkin.CheckInEvents;
import dev.evently.platform.messaging.IntegrationEvent;
import dev.evently.platform.messaging.Outbox;
import dev.evently.platform.messaging.Topics;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Leaves check-ins in the outbox of the event's shard. */
@Component
class OutboxCheckInEvents implements CheckInEvents {

    private static final String TYPE = "dev.evently.booking.TicketAdmitted.v1";

    private final Outbox outbox;

    OutboxCheckInEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    private record TicketAdmitted(UUID ticketId, UUID bookingId, UUID eventId, Instant admittedAt) {}

    @Override
    public void admitted(CheckIn checkIn) {
        UUID ticket = checkIn.ticket().id().value();
        UUID booking = checkIn.ticket().booking().value();
        outbox.append(
                checkIn.ticket().id().bucket().value(),
                new IntegrationEvent(
                        Topics.BOOKINGS,
                        booking.toString(),
                        TYPE,
                        ticket.toString(),
                        new TicketAdmitted(ticket, booking, checkIn.ticket().eventId(), checkIn.at())));
    }
}
