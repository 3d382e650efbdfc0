package dev.evently.loadtest.suite;

import dev.evently.local.process.RunningProcess;
import dev.evently.local.suite.Preset;
import dev.evently.local.suite.Suite;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A running suite that was started for load. */
public final class SuiteUnderLoad {
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration STUCK = Duration.ofSeconds(60);
    private static final Duration QUIET_LIMIT = Duration.ofSeconds(45);
    private static final double QUIET_CORES = 0.25;

    private final Suite suite;
    private final Map<String, Long> pids;
    private final Metrics metrics;

    private SuiteUnderLoad(Suite suite, Map<String, Long> pids, Metrics metrics) {
        this.suite = suite;
        this.pids = pids;
        this.metrics = metrics;
    }

    /** What keeps a suite from being measured, in a sentence. */
    public static Optional<String> flaw(Suite suite, boolean anyPreset) throws IOException, InterruptedException {
        if (!suite.isHealthy()) {
            return Optional.of("No suite runs here; start one with ./evently up --detach --preset load");
        }
        if (!anyPreset && suite.preset() != Preset.LOAD) {
            return Optional.of("The suite runs with preset " + suite.preset()
                    + ", which is not for load; ./evently down, then ./evently up --detach --preset load");
        }
        return Optional.empty();
    }

    /** Looks at the processes of a suite without a {@link #flaw}. */
    public static SuiteUnderLoad of(Suite suite) throws IOException {
        Map<String, Long> pids = new LinkedHashMap<>();
        List<Integer> services = new ArrayList<>();
        for (String name : suite.processNames()) {
            Optional<RunningProcess> process = suite.process(name);
            process.ifPresent(running -> pids.put(name, running.pid()));
            process.filter(running -> name.endsWith("-service")).ifPresent(running -> services.add(running.port()));
        }
        services.add(suite.ports().gatewayManagement());
        return new SuiteUnderLoad(suite, pids, new Metrics(services));
    }

    public URI gateway() throws IOException {
        return URI.create(suite.ports().gatewayUrl());
    }

    /** The port of the database server that the suite has. */
    public int databasePort() throws IOException {
        return suite.process("postgres")
                .orElseThrow(() -> new IOException("The suite's database server does not run"))
                .port();
    }

    public ProcessorUse.Sample sample() {
        return ProcessorUse.Sample.of(pids);
    }

    /** Samples these processes, by name, besides those of the suite. */
    public ProcessorUse.Sample sampleWith(Map<String, Long> others) {
        Map<String, Long> all = new LinkedHashMap<>(pids);
        all.putAll(others);
        return ProcessorUse.Sample.of(all);
    }

    /** The process of this name. */
    public ProcessHandle process(String name) throws IOException {
        return Optional.ofNullable(pids.get(name))
                .flatMap(ProcessHandle::of)
                .orElseThrow(() -> new IOException("The suite's " + name + " does not run"));
    }

    /** The sum of a metric over all services. */
    public double metric(String name) throws InterruptedException {
        return metrics.sum(name);
    }

    /**
     * How the outbox emptied.
     *
     * @param backlog events in it at first
     * @param took until it was empty
     * @param left events left when it had not moved for a minute; normally none
     */
    public record Drained(long backlog, Duration took, long left) {}

    /** Waits until every event has left the outbox of its service, as long as their number falls. */
    public Drained awaitOutbox() throws InterruptedException {
        long begin = System.nanoTime();
        long backlog = outbox();
        long fewest = backlog;
        long fell = begin;
        long left = backlog;
        while (left > 0 && System.nanoTime() - fell < STUCK.toNanos()) {
            TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
            left = outbox();
            if (left < fewest) {
                fewest = left;
                fell = System.nanoTime();
            }
        }
        return new Drained(backlog, Duration.ofNanos(System.nanoTime() - begin), left);
    }

    private long outbox() throws InterruptedException {
        return (long) metrics.sum("evently_outbox_backlog");
    }

    /** Waits until the suite does next to nothing, so that it takes little from what is measured next. */
    public void awaitQuiet() throws InterruptedException {
        long deadline = System.nanoTime() + QUIET_LIMIT.toNanos();
        ProcessorUse.Sample before = sample();
        while (System.nanoTime() < deadline) {
            TimeUnit.SECONDS.sleep(1);
            ProcessorUse.Sample after = sample();
            if (after.since(before).suiteCores() < QUIET_CORES) {
                return;
            }
            before = after;
        }
    }
}
