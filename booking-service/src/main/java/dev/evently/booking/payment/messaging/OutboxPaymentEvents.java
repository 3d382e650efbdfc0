package dev.evently.booking.payment.messaging;

import dev.evently.booking.booking.Booking;
import dev.evently.booking.payment.Payment;
import dev.evently.booking.payment.PaymentEvents;
import dev.evently.booking.payment.Refund;
import dev.evently.platform.messaging.IntegrationEvent;
import dev.evently.platform.messaging.Outbox;
import dev.evently.platform.messaging.Topics;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Leaves payment events in the outbox of the booking's shard. Their shapes are the schemas in {@code contracts}. */
@Component
class OutboxPaymentEvents implements PaymentEvents {

    private final Outbox outbox;

    OutboxPaymentEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    private record PaymentCaptured(
            UUID paymentId,
            UUID bookingId,
            UUID eventId,
            UUID buyerId,
            long amount,
            String currency,
            Instant capturedAt) {}

    private record PaymentDeclined(
            UUID paymentId,
            UUID bookingId,
            UUID eventId,
            UUID buyerId,
            long amount,
            String currency,
            Instant declinedAt,
            String reason) {}

    private record PaymentRefunded(
            UUID refundId,
            UUID paymentId,
            UUID bookingId,
            UUID eventId,
            UUID buyerId,
            UUID organizerId,
            long amount,
            String currency,
            Instant refundedAt,
            String reason) {}

    @Override
    public void captured(List<Capture> captures) {
        outbox.appendAll(captures.stream()
                .map(capture -> new Outbox.Sharded(bucketOf(capture.booking()), told(capture)))
                .toList());
    }

    private static IntegrationEvent told(Capture capture) {
        Payment.Captured payment = capture.payment();
        Booking.Terms booking = capture.booking();
        return event(
                        "PaymentCaptured.v1",
                        payment.id().value(),
                        booking,
                        new PaymentCaptured(
                                payment.id().value(),
                                booking.id().value(),
                                booking.eventId(),
                                booking.buyerId(),
                                payment.taken().amount(),
                                payment.taken().currency(),
                                payment.at()))
                .inTrace(capture.traceparent());
    }

    @Override
    public void declined(Payment.Declined payment, Booking.Terms booking, @Nullable String traceparent) {
        IntegrationEvent told = event(
                "PaymentDeclined.v1",
                payment.id().value(),
                booking,
                new PaymentDeclined(
                        payment.id().value(),
                        booking.id().value(),
                        booking.eventId(),
                        booking.buyerId(),
                        payment.terms().amount().amount(),
                        payment.terms().amount().currency(),
                        payment.at(),
                        payment.reason()));
        outbox.append(bucketOf(booking), told.inTrace(traceparent));
    }

    @Override
    public void refunded(Refund.Succeeded refund, Booking.Terms booking) {
        IntegrationEvent told = event(
                "PaymentRefunded.v1",
                refund.id(),
                booking,
                new PaymentRefunded(
                        refund.id(),
                        refund.terms().payment().value(),
                        booking.id().value(),
                        booking.eventId(),
                        booking.buyerId(),
                        booking.organizerId(),
                        refund.terms().amount().amount(),
                        refund.terms().amount().currency(),
                        refund.at(),
                        refund.terms().reason().name()));
        outbox.append(bucketOf(booking), told);
    }

    private static int bucketOf(Booking.Terms booking) {
        return booking.id().bucket().value();
    }

    private static IntegrationEvent event(String type, UUID subject, Booking.Terms booking, Object data) {
        return new IntegrationEvent(
                Topics.PAYMENTS,
                booking.id().value().toString(),
                "dev.evently.payment." + type,
                subject.toString(),
                data);
    }
}
