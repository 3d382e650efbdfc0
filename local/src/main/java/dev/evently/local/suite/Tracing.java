package dev.evently.local.suite;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Whether the services are traced by the OpenTelemetry agent, and who gets the traces.
 *
 * @param ratio how many of all traces are kept, 0 to 1; 0 runs no agent
 * @param receiver where OTLP over HTTP goes to; null for a server of the suite's own that keeps and shows the traces
 */
public record Tracing(double ratio, @Nullable URI receiver) {
    public static final Tracing OFF = new Tracing(0);

    static final String SERVER = "zipkin";

    public Tracing {
        if (!(ratio >= 0 && ratio <= 1)) {
            throw new IllegalArgumentException("The ratio of traces is 0 to 1, not " + ratio);
        }
        if (receiver != null && !("http".equals(receiver.getScheme()) || "https".equals(receiver.getScheme()))) {
            throw new IllegalArgumentException("Traces go to an http or https address, not to " + receiver);
        }
    }

    public Tracing(double ratio) {
        this(ratio, null);
    }

    public boolean isOn() {
        return ratio > 0;
    }

    /** Whether the suite keeps and shows the traces itself. */
    public boolean hasServer() {
        return isOn() && receiver == null;
    }

    /** The options of {@code up} that ask for it. */
    @Override
    public String toString() {
        return isOn() ? " --traces=" + ratio + (receiver == null ? "" : " --traces-to=" + receiver) : "";
    }
}
