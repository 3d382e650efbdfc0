package dev.evently.loadtest.read;

import dev.evently.loadtest.load.Measurement;
import dev.evently.loadtest.suite.ProcessorUse;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Prints a line for each level as soon as it is there, and one for the processor. */
public final class ReadReport {
    private static final double WORTH_A_WORD = 0.02;

    private final PrintStream out;

    public ReadReport(PrintStream out) {
        this.out = out;
    }

    public void columns() {
        out.println("                       ------------- the suite ------------   ---- bare gateway ----");
        out.println("what      connections      req/s    p50    p95    p99   ratio     req/s    p50    p95  ms");
    }

    public void level(Level level) {
        Measurement suite = level.suite().measured();
        Measurement bare = level.bare().measured();
        out.println("%-10s %10d %,10.0f %6.1f %6.1f %6.1f %7.2f %,9.0f %6.1f %6.1f"
                .formatted(
                        level.what(),
                        level.connections(),
                        suite.perSecond(),
                        suite.percentileMillis(50),
                        suite.percentileMillis(95),
                        suite.percentileMillis(99),
                        level.ratio(),
                        bare.perSecond(),
                        bare.percentileMillis(50),
                        bare.percentileMillis(95)));
        out.println("           cores: " + cores(level.use()));
        failures("failed", suite.failed());
        failures("refused", suite.refused());
        failures("failed in warm-up", level.suite().warmUp().failed());
        failures("failed without the suite", bare.failed());
    }

    /**
     * Where readers got their answers, of all that were asked for while this was measured.
     *
     * @param gateway shared with others at the gateway
     * @param hits found in memory by event-service
     * @param misses waited for
     * @param shared found in Redis for those who waited, and for refreshing what is in memory
     * @param database read from the database instead
     */
    public void cache(double gateway, double hits, double misses, double shared, double database) {
        double all = gateway + hits + misses;
        out.println(("cache      %.4f of %,.0f readers found their answer in memory, %,.0f of them at the gateway;"
                        + " Redis gave %,.0f, the database %,.0f")
                .formatted(all == 0 ? 0 : (gateway + hits) / all, all, gateway, shared, database));
    }

    static String cores(ProcessorUse use) {
        Stream<Map.Entry<String, Duration>> suite =
                use.suite().entrySet().stream().sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()));
        return Stream.concat(
                        suite, Stream.of(Map.entry("generator", use.generator()), Map.entry("others", use.others())))
                .filter(used -> use.cores(used.getValue()) >= WORTH_A_WORD)
                .map(used -> "%s %.2f".formatted(used.getKey(), use.cores(used.getValue())))
                .collect(Collectors.joining(", "));
    }

    private void failures(String name, Map<String, Long> counts) {
        counts.forEach((reason, count) -> out.println("           %s: %,d x %s".formatted(name, count, reason)));
    }
}
