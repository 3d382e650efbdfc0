package dev.evently.loadtest.report;

import dev.evently.loadtest.load.LoadGenerator;
import dev.evently.loadtest.load.Measurement;
import dev.evently.loadtest.load.Plan;
import dev.evently.loadtest.reference.Reference;
import dev.evently.loadtest.sale.Stock;
import dev.evently.loadtest.suite.ProcessorUse;
import dev.evently.loadtest.suite.SuiteUnderLoad;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Prints a run: one line for each figure, its name first. */
public final class Report {
    private static final double WORTH_A_LINE = 0.005;

    private final PrintStream out;

    public Report(PrintStream out) {
        this.out = out;
    }

    /**
     * What is measured.
     *
     * @param title in one line
     * @param unit what one finished journey is, in the plural
     * @param users how many users the clients are
     */
    public record Subject(String title, String unit, int users) {}

    public void head(Subject subject, Plan plan) {
        line("", subject.title());
        line("machine", Machine.describe());
        line(
                "load",
                "%d connections of %d users, %s; warm-up %d s, measured %d s"
                        .formatted(
                                plan.clients(),
                                subject.users(),
                                plan.open() ? "open model, %d/s".formatted(plan.rate()) : "closed model",
                                plan.warmUp().toSeconds(),
                                plan.duration().toSeconds()));
    }

    public void load(Subject subject, Plan plan, LoadGenerator.Result result) {
        Measurement measured = result.measured();
        line("throughput", "%,.1f %s/s (%,d)".formatted(measured.perSecond(), subject.unit(), measured.done()));
        line(
                "latency",
                "p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, most %.1f ms %s"
                        .formatted(
                                measured.percentileMillis(50),
                                measured.percentileMillis(95),
                                measured.percentileMillis(99),
                                measured.maxMillis(),
                                plan.open()
                                        ? "from when each was due"
                                        : "of service time (a closed model asks less of a slow suite)"));
        if (!measured.unusual().isEmpty()) {
            counts("of these", measured.unusual());
        }
        counts("refused", measured.refused());
        counts("failed", measured.failed());
        if (!result.warmUp().failed().isEmpty()) {
            counts("in warm-up", result.warmUp().failed());
        }
    }

    public void processor(ProcessorUse use, long done) {
        int cores = Machine.cores();
        double generator = use.cores(use.generator());
        line("processor", "of %d cores, while it was measured".formatted(cores));
        line(
                "",
                "%-22s %5.2f cores, %.1f %% of all, %.0f ms per 1,000"
                        .formatted(
                                "load generator",
                                generator,
                                100 * generator / cores,
                                perThousand(use.generator(), done)));
        use.suite().entrySet().stream()
                .sorted(Map.Entry.<String, Duration>comparingByValue(Comparator.reverseOrder()))
                .filter(process -> use.cores(process.getValue()) >= WORTH_A_LINE)
                .forEach(process -> line(
                        "",
                        "%-22s %5.2f cores, %.0f ms per 1,000"
                                .formatted(
                                        process.getKey(),
                                        use.cores(process.getValue()),
                                        perThousand(process.getValue(), done))));
        line("", "%-22s %5.2f cores".formatted("others on the machine", use.cores(use.others())));
    }

    private static double perThousand(Duration time, long done) {
        return done == 0 ? 0 : time.toNanos() / 1e6 / (done / 1e3);
    }

    public void reference(Optional<Reference> reference, double perSecond) {
        if (reference.isEmpty()) {
            line("reference", "none taken");
            return;
        }
        Reference taken = reference.get();
        line(
                "reference",
                "pgbench with %d clients: %,.0f/s before, %,.0f/s after, mean %,.0f/s"
                        .formatted(taken.clients(), taken.before(), taken.after(), taken.mean()));
        line("ratio", "%.2f".formatted(taken.ratio(perSecond)));
    }

    public void outbox(SuiteUnderLoad.Drained drained) {
        if (drained.left() > 0) {
            line("outbox", "STUCK with %,d events".formatted(drained.left()));
        } else {
            line(
                    "outbox",
                    "%,d events when the load ended, empty %.1f s later"
                            .formatted(drained.backlog(), drained.took().toMillis() / 1e3));
        }
    }

    public void ledger(Stock.Account account) {
        List<String> contradictions = account.contradictions();
        line(
                "ledger",
                "%s over %,d events; buyers were told of %,d holds and %,d sales, warm-up included"
                        .formatted(
                                contradictions.isEmpty()
                                        ? "balanced and as told"
                                        : contradictions.size() + " CONTRADICTIONS",
                                account.events(),
                                account.holds(),
                                account.sales()));
        contradictions.stream().limit(10).forEach(contradiction -> line("", contradiction));
    }

    public void machineAfter() {
        line("load average", Machine.loadAverage());
    }

    private void counts(String name, Map<String, Long> counts) {
        if (counts.isEmpty()) {
            line(name, "none");
            return;
        }
        String label = name;
        for (Map.Entry<String, Long> count : counts.entrySet()) {
            line(label, "%,d x %s".formatted(count.getValue(), count.getKey()));
            label = "";
        }
    }

    private void line(String name, String value) {
        out.println("%-14s %s".formatted(name, value));
    }
}
