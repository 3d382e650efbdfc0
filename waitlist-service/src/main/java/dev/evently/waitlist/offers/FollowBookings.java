package dev.evently.waitlist.offers;

import dev.evently.platform.messaging.EventData;
import dev.evently.platform.messaging.Inbox;
import dev.evently.platform.messaging.Topics;
import dev.evently.waitlist.line.Hold;
import dev.evently.waitlist.line.LineId;
import dev.evently.waitlist.line.Lines;
import dev.evently.waitlist.line.OfferId;
import io.cloudevents.CloudEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Follows what becomes of bookings: places that come free call their line, and holds made for offers settle them. */
@Component
class FollowBookings {

    private static final String CONSUMER = "offers";

    private final SettleOffers offers;
    private final Lines lines;
    private final Inbox inbox;
    private final TransactionOperations transaction;
    private final Clock clock;

    FollowBookings(SettleOffers offers, Lines lines, Inbox inbox, TransactionOperations transaction, Clock clock) {
        this.offers = offers;
        this.lines = lines;
        this.inbox = inbox;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Opens a transaction for the few events that concern somebody who waits, and for no other. */
    @KafkaListener(topics = Topics.BOOKINGS)
    void on(CloudEvent event) {
        effect(event)
                .ifPresent(effect -> transaction.executeWithoutResult(status -> {
                    if (inbox.firstSight(CONSUMER, event)) {
                        effect.run();
                    }
                }));
    }

    private Optional<Runnable> effect(CloudEvent event) {
        return switch (event.getType()) {
            case "dev.evently.booking.SeatReleased.v1", "dev.evently.booking.PlacesOpened.v1" ->
                Optional.of(released(EventData.read(event, Released.class)));
            case "dev.evently.booking.BookingCreated.v1" -> created(EventData.read(event, Created.class));
            case "dev.evently.booking.BookingConfirmed.v1" -> confirmed(EventData.read(event, Confirmed.class));
            case "dev.evently.booking.BookingExpired.v1" -> expired(EventData.read(event, Expired.class));
            case "dev.evently.booking.BookingCancelled.v1" -> cancelled(EventData.read(event, Cancelled.class));
            default -> Optional.empty();
        };
    }

    private Runnable released(Released released) {
        Instant now = clock.instant();
        return () -> released.products()
                .forEach(places -> lines.call(new LineId(released.eventId(), places.productId()), now));
    }

    private Optional<Runnable> created(Created created) {
        Hold hold = new Hold(created.bookingId(), created.expiresAt());
        return Optional.ofNullable(created.offerId()).map(offer -> () -> offers.held(new OfferId(offer), hold));
    }

    private Optional<Runnable> confirmed(Confirmed confirmed) {
        return offers.isOffer(confirmed.bookingId())
                ? Optional.of(() -> offers.paid(confirmed.bookingId(), confirmed.confirmedAt()))
                : Optional.empty();
    }

    private Optional<Runnable> expired(Expired expired) {
        return expired.offerId() == null
                ? Optional.empty()
                : Optional.of(() -> offers.ended(expired.bookingId(), expired.expiredAt()));
    }

    private Optional<Runnable> cancelled(Cancelled cancelled) {
        return cancelled.whole() && offers.isOffer(cancelled.bookingId())
                ? Optional.of(() -> offers.ended(cancelled.bookingId(), cancelled.cancelledAt()))
                : Optional.empty();
    }

    /** What counts of places that come free, be it that a booking gave them back or that the organizer put more on sale. */
    record Released(UUID eventId, List<Places> products) {

        record Places(UUID productId) {}
    }

    record Created(
            UUID bookingId, Instant expiresAt, @Nullable UUID offerId) {}

    record Confirmed(UUID bookingId, Instant confirmedAt) {}

    record Expired(
            UUID bookingId, Instant expiredAt, @Nullable UUID offerId) {}

    record Cancelled(UUID bookingId, boolean whole, Instant cancelledAt) {}
}
