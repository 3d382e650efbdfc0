package dev.evently.notification.mail;

import dev.evently.notification.feed.Notice;
import dev.evently.platform.messaging.TraceHeader;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The spans of letters that share a connection, each in the trace of what it tells of. Of a failure they tell the kind alone,
 * for what mail servers say of it holds the address.
 */
final class MailSpans {

    private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

    private final Map<Letter, Span> spans = new LinkedHashMap<>();

    private MailSpans() {}

    static MailSpans begin(List<? extends Letter> letters) {
        Tracer tracer = GlobalOpenTelemetry.getTracer("dev.evently.notification");
        MailSpans begun = new MailSpans();
        for (Letter letter : letters) {
            Span span = tracer.spanBuilder("send mail")
                    .setSpanKind(SpanKind.CLIENT)
                    .setParent(TraceHeader.context(letter.traceparent()))
                    .setAttribute("network.protocol.name", "smtp")
                    .setAttribute("evently.mail_attempt", letter.attempt())
                    .startSpan();
            if (letter instanceof NoticeLetter notice) {
                describe(span, notice.notice());
            }
            begun.spans.put(letter, span);
        }
        return begun;
    }

    private static void describe(Span span, Notice notice) {
        span.setAttribute("evently.event_id", notice.eventId().toString());
        UUID booking = bookingOf(notice);
        if (booking != null) {
            span.setAttribute("evently.booking_id", booking.toString());
        }
    }

    private static @Nullable UUID bookingOf(Notice notice) {
        return switch (notice) {
            case Notice.BookingConfirmed confirmed -> confirmed.bookingId();
            case Notice.BookingCancelled cancelled -> cancelled.bookingId();
            case Notice.BookingExpired expired -> expired.bookingId();
            case Notice.PaymentRefunded refunded -> refunded.bookingId();
            case Notice.WaitlistOffered offered -> offered.bookingId();
            case Notice.WaitlistOfferExpired _ -> null;
        };
    }

    /** Ends all of them. */
    void end(Map<Letter, Exception> failures) {
        spans.forEach((letter, span) -> {
            Exception failure = failures.get(letter);
            if (failure != null) {
                span.setStatus(StatusCode.ERROR)
                        .setAttribute(ERROR_TYPE, failure.getClass().getName());
            }
            span.end();
        });
    }
}
