package dev.evently.local.suite;

/**
 * Whether the services are traced by the OpenTelemetry agent, with a server that keeps and shows the traces.
 *
 * @param ratio how many of all traces are kept, 0 to 1; 0 runs neither agent nor server
 */
public record Tracing(double ratio) {
    public static final Tracing OFF = new Tracing(0);

    static final String SERVER = "zipkin";

    public Tracing {
        if (!(ratio >= 0 && ratio <= 1)) {
            throw new IllegalArgumentException("The ratio of traces is 0 to 1, not " + ratio);
        }
    }

    public boolean isOn() {
        return ratio > 0;
    }

    /** The option of {@code up} that asks for it. */
    @Override
    public String toString() {
        return isOn() ? " --traces=" + ratio : "";
    }
}
