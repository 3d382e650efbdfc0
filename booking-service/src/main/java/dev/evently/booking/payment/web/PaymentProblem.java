package dev.evently.booking.payment.web;

import dev.evently.platform.web.ProblemType;
import org.springframework.http.HttpStatus;

/** What may stand in the way of a payment. */
enum PaymentProblem implements ProblemType {
    WEBHOOK_SIGNATURE("webhook-signature", HttpStatus.UNAUTHORIZED, "The webhook's signature does not fit"),
    PAYMENT_DECLINED("payment-declined", HttpStatus.PAYMENT_REQUIRED, "The payment was declined"),
    PAYMENT_IN_FLIGHT("payment-in-flight", HttpStatus.CONFLICT, "Another payment of this booking is not decided yet"),
    ALREADY_CONFIRMED("already-confirmed", HttpStatus.CONFLICT, "The booking has been paid for"),
    BOOKING_CANCELLED("booking-cancelled", HttpStatus.CONFLICT, "The booking was cancelled");

    private final String slug;
    private final HttpStatus status;
    private final String title;

    PaymentProblem(String slug, HttpStatus status, String title) {
        this.slug = slug;
        this.status = status;
        this.title = title;
    }

    @Override
    public String slug() {
        return slug;
    }

    @Override
    public HttpStatus status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
