package dev.evently.booking.payment.web;

import dev.evently.booking.booking.Booking;
import dev.evently.booking.booking.BookingId;
import dev.evently.booking.booking.PaymentId;
import dev.evently.booking.booking.web.BookingProblem;
import dev.evently.booking.booking.web.BookingResponse;
import dev.evently.booking.payment.DeclinedSpan;
import dev.evently.booking.payment.PayForBooking;
import dev.evently.booking.payment.PaymentProvider;
import dev.evently.platform.docs.ApiOperation;
import dev.evently.platform.messaging.TraceHeader;
import dev.evently.platform.security.Caller;
import dev.evently.platform.web.CommonProblem;
import dev.evently.platform.web.IdempotencyKeyHeader;
import dev.evently.platform.web.ProblemException;
import jakarta.validation.Valid;
import java.time.Duration;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Paying for a held booking. */
@RestController
class PaymentController {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final PayForBooking payForBooking;

    PaymentController(PayForBooking payForBooking) {
        this.payForBooking = payForBooking;
    }

    /** The answer to a payment. */
    record PaymentResponse(UUID paymentId, Status status, BookingResponse booking) {

        /** What has become of a payment. */
        enum Status {
            CAPTURED,
            /** The provider has not decided yet. */
            PENDING
        }
    }

    @PostMapping("/api/v1/bookings/{id}/payment")
    @ApiOperation(
            id = "payForBooking",
            summary = "Pays for a held booking",
            success = {200, 202},
            problems = {
                "payment-declined",
                "payment-in-flight",
                "already-confirmed",
                "booking-cancelled",
                "hold-expired"
            })
    ResponseEntity<PaymentResponse> pay(
            @PathVariable UUID id,
            @RequestHeader("Idempotency-Key") String key,
            @Valid @RequestBody PaymentRequest request,
            Caller caller) {
        PayForBooking.Order order = new PayForBooking.Order(
                BookingId.from(id).orElseThrow(PaymentController::notFound),
                caller.requireUserId(),
                IdempotencyKeyHeader.checked(key),
                new PaymentProvider.Method(
                        request.method().type(), request.method().token()),
                TraceHeader.current());
        return switch (payForBooking.pay(order)) {
            case PayForBooking.Result.Captured(var payment, var booking) ->
                ResponseEntity.ok(response(payment, PaymentResponse.Status.CAPTURED, booking));
            case PayForBooking.Result.Pending(var payment, var booking) ->
                ResponseEntity.status(HttpStatus.ACCEPTED)
                        .body(response(payment, PaymentResponse.Status.PENDING, booking));
            case PayForBooking.Result.Declined(var payment, var reason) -> {
                DeclinedSpan.mark();
                throw new ProblemException(
                                PaymentProblem.PAYMENT_DECLINED,
                                "The hold stays; pay in another way under a new Idempotency-Key")
                        .with("paymentId", payment.value())
                        .with("reason", reason);
            }
            case PayForBooking.Result.HoldExpired() ->
                throw new ProblemException(
                        BookingProblem.HOLD_EXPIRED, "Its places are on sale again; money taken too late goes back");
            case PayForBooking.Result.AlreadyConfirmed() ->
                throw new ProblemException(PaymentProblem.ALREADY_CONFIRMED);
            case PayForBooking.Result.BookingCancelled() ->
                throw new ProblemException(
                        PaymentProblem.BOOKING_CANCELLED, "Money taken after the cancellation goes back");
            case PayForBooking.Result.AnotherInFlight() ->
                throw new ProblemException(
                                PaymentProblem.PAYMENT_IN_FLIGHT, "Repeat that request with its key to see its outcome")
                        .retryAfter(RETRY_AFTER);
            case PayForBooking.Result.InFlight() ->
                throw new ProblemException(CommonProblem.IDEMPOTENCY_IN_FLIGHT).retryAfter(RETRY_AFTER);
            case PayForBooking.Result.TooManyWait() ->
                throw new ProblemException(CommonProblem.UNAVAILABLE, "Too many payments are waiting")
                        .retryAfter(RETRY_AFTER);
            case PayForBooking.Result.KeyReused() -> throw new ProblemException(CommonProblem.IDEMPOTENCY_KEY_REUSED);
            case PayForBooking.Result.Unknown() -> throw notFound();
        };
    }

    private static PaymentResponse response(PaymentId payment, PaymentResponse.Status status, Booking booking) {
        return new PaymentResponse(payment.value(), status, BookingResponse.of(booking));
    }

    private static ProblemException notFound() {
        return new ProblemException(CommonProblem.NOT_FOUND, "There is no such booking");
    }
}
