package dev.evently.loadtest.suite;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What the processor was used for between two moments.
 *
 * @param wall the time between them
 * @param generator of this process
 * @param suite of each process of the suite with its children, by name
 * @param others of everything else on the machine; zero where the system does not tell
 */
public record ProcessorUse(Duration wall, Duration generator, Map<String, Duration> suite, Duration others) {

    /** The counters at one moment. */
    public record Sample(long atNanos, Duration generator, Map<String, Duration> suite, OptionalLong machineNanos) {

        static Sample of(Map<String, Long> pids) {
            Map<String, Duration> suite = new LinkedHashMap<>();
            pids.forEach((name, pid) -> suite.put(name, ProcessorTime.of(pid)));
            return new Sample(System.nanoTime(), ownTime(), suite, ProcessorTime.ofMachineNanos());
        }

        private static Duration ownTime() {
            OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
            return system instanceof com.sun.management.OperatingSystemMXBean known
                    ? Duration.ofNanos(Math.max(0, known.getProcessCpuTime()))
                    : Duration.ZERO;
        }

        /** What was used since an earlier sample of the same processes. */
        public ProcessorUse since(Sample earlier) {
            Map<String, Duration> used = new LinkedHashMap<>();
            suite.forEach((name, time) ->
                    used.put(name, positive(time.minus(earlier.suite().getOrDefault(name, Duration.ZERO)))));
            Duration own = generator.minus(earlier.generator());
            Duration known = used.values().stream().reduce(own, Duration::plus);
            long machine = machineNanos.orElse(0) - earlier.machineNanos().orElse(0);
            return new ProcessorUse(
                    Duration.ofNanos(atNanos - earlier.atNanos()),
                    own,
                    used,
                    positive(Duration.ofNanos(machine).minus(known)));
        }

        private static Duration positive(Duration duration) {
            return duration.isNegative() ? Duration.ZERO : duration;
        }
    }

    /** Cores that this much time kept busy on average. */
    public double cores(Duration time) {
        return (double) time.toNanos() / wall.toNanos();
    }

    /** Cores that the whole suite kept busy on average. */
    public double suiteCores() {
        return cores(suite.values().stream().reduce(Duration.ZERO, Duration::plus));
    }
}
