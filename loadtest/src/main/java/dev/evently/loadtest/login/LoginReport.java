package dev.evently.loadtest.login;

import dev.evently.loadtest.load.Measurement;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints each part as soon as it is there. */
public final class LoginReport {
    private static final double MOST = 97.5;

    private final PrintStream out;

    public LoginReport(PrintStream out) {
        this.out = out;
    }

    public void part(String name, Measurement measured) {
        line(
                name,
                "%.1f logins/s, p50 %.0f ms, p97.5 %.0f ms, most %.0f ms"
                        .formatted(
                                measured.perSecond(),
                                measured.percentileMillis(50),
                                measured.percentileMillis(MOST),
                                measured.maxMillis()));
        counts(
                measured.refused(),
                "refused, 97.5 of 100 within %.0f ms".formatted(measured.refusedPercentileMillis(MOST)));
        counts(measured.failed(), "FAILED");
    }

    public void reference(InTurns turns) {
        line("reference", "bare hash on all cores: " + joined("%.1f", turns.reference()) + " a second");
        line("ratio", "%.2f as it goes (%s)".formatted(turns.ratio(), joined("%.2f", turns.ratios())));
    }

    private static String joined(String format, List<Double> numbers) {
        return numbers.stream().map(format::formatted).collect(Collectors.joining(", "));
    }

    private void counts(Map<String, Long> counts, String what) {
        counts.forEach((reason, count) -> line("", "%,d x %s (%s)".formatted(count, reason, what)));
    }

    private void line(String name, String value) {
        out.println("%-13s %s".formatted(name, value));
    }
}
