package dev.evently.platform.messaging;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import java.util.function.Supplier;

/**
 * A trace of its own for work that no request asked for, such as the end of a hold. Looking whether there is such work goes
 * {@linkplain TraceHeader#unrecorded() unrecorded}, for it happens all the time and would crowd out what somebody looks for.
 */
public final class OwnTrace {

    private OwnTrace() {}

    /** Does the work; a failure marks the span and is thrown on. */
    public static <T> T during(String work, Supplier<T> doing) {
        Span span = GlobalOpenTelemetry.getTracer("dev.evently.work")
                .spanBuilder(work)
                .setNoParent()
                .startSpan();
        try (Scope _ = span.makeCurrent()) {
            return doing.get();
        } catch (RuntimeException e) {
            span.setStatus(StatusCode.ERROR)
                    .setAttribute("error.type", e.getClass().getName());
            throw e;
        } finally {
            span.end();
        }
    }

    /** Does work that has no result. */
    public static void during(String work, Runnable doing) {
        OwnTrace.<Boolean>during(work, () -> {
            doing.run();
            return true;
        });
    }
}
