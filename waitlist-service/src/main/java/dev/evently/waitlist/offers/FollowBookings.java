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
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Follows what becomes of bookings: places that come back call their line, and holds made for offers settle them. */
@Component
class FollowBookings {

    private static final String CONSUMER = "offers";

    private final SettleOffers offers;
    private final Lines lines;
    private final Inbox inbox;
    private final Clock clock;

    FollowBookings(SettleOffers offers, Lines lines, Inbox inbox, Clock clock) {
        this.offers = offers;
        this.lines = lines;
        this.inbox = inbox;
        this.clock = clock;
    }

    @KafkaListener(topics = Topics.BOOKINGS)
    @Transactional
    void on(CloudEvent event) {
        switch (event.getType()) {
            case "dev.evently.booking.SeatReleased.v1" -> released(event, EventData.read(event, Released.class));
            case "dev.evently.booking.BookingCreated.v1" -> created(event, EventData.read(event, Created.class));
            case "dev.evently.booking.BookingConfirmed.v1" -> confirmed(event, EventData.read(event, Confirmed.class));
            case "dev.evently.booking.BookingExpired.v1" -> expired(event, EventData.read(event, Expired.class));
            case "dev.evently.booking.BookingCancelled.v1" -> cancelled(event, EventData.read(event, Cancelled.class));
            default -> {}
        }
    }

    private void released(CloudEvent event, Released released) {
        if (inbox.firstSight(CONSUMER, event)) {
            Instant now = clock.instant();
            released.products().forEach(places -> lines.call(new LineId(released.eventId(), places.productId()), now));
        }
    }

    private void created(CloudEvent event, Created created) {
        UUID offerId = created.offerId();
        if (offerId != null && inbox.firstSight(CONSUMER, event)) {
            offers.held(new OfferId(offerId), new Hold(created.bookingId(), created.expiresAt()));
        }
    }

    private void confirmed(CloudEvent event, Confirmed confirmed) {
        if (offers.isOffer(confirmed.bookingId()) && inbox.firstSight(CONSUMER, event)) {
            offers.paid(confirmed.bookingId(), confirmed.confirmedAt());
        }
    }

    private void expired(CloudEvent event, Expired expired) {
        if (expired.offerId() != null && inbox.firstSight(CONSUMER, event)) {
            offers.ended(expired.bookingId(), expired.expiredAt());
        }
    }

    private void cancelled(CloudEvent event, Cancelled cancelled) {
        if (cancelled.whole() && offers.isOffer(cancelled.bookingId()) && inbox.firstSight(CONSUMER, event)) {
            offers.ended(cancelled.bookingId(), cancelled.cancelledAt());
        }
    }

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
