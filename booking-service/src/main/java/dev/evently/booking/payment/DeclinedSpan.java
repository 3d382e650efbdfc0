package dev.evently.booking.payment;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;

/** The span in which the news came that a payment is declined: a failure, though HTTP knows it as an answer like others. */
public final class DeclinedSpan {

    private DeclinedSpan() {}

    /** Marks the span of what the calling thread works for. */
    public static void mark() {
        Span.current().setStatus(StatusCode.ERROR, "payment declined").setAttribute("error.type", "payment-declined");
    }
}
