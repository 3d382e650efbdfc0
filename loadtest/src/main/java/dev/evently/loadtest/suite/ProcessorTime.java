package dev.evently.loadtest.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * Processor time as Linux counts it, see proc(5), in ticks of 10 ms; elsewhere as far as the JVM can tell.
 */
final class ProcessorTime {
    private static final Path PROC = Path.of("/proc");
    private static final long NANOS_PER_TICK = 10_000_000;
    /** Positions after the command's closing parenthesis. */
    private static final int USER = 11;

    private static final int CHILDREN_SYSTEM = 14;
    /** Positions in the first line of /proc/stat. */
    private static final int IDLE = 4;

    private static final int WAITING = 5;
    private static final int GUEST = 9;

    private ProcessorTime() {}

    /** Of a process, the children it has and those that have ended; zero once it has ended itself. */
    static Duration of(long pid) {
        return ProcessHandle.of(pid)
                .map(process -> process.descendants().map(ProcessorTime::own).reduce(own(process), Duration::plus))
                .orElse(Duration.ZERO);
    }

    private static Duration own(ProcessHandle process) {
        try {
            String stat =
                    Files.readString(PROC.resolve(Long.toString(process.pid())).resolve("stat"));
            return Duration.ofNanos(ticks(stat) * NANOS_PER_TICK);
        } catch (IOException e) {
            return process.info().totalCpuDuration().orElse(Duration.ZERO);
        }
    }

    /** User and system time of the process and of its children that have ended. */
    static long ticks(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = 0;
        for (int i = USER; i <= CHILDREN_SYSTEM; i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return ticks;
    }

    /** Of everything on the machine since it started, in nanoseconds; empty where the system does not tell. */
    static OptionalLong ofMachineNanos() {
        try {
            return OptionalLong.of(busyTicks(Files.readString(PROC.resolve("stat"))) * NANOS_PER_TICK);
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    static long busyTicks(String stat) {
        String[] fields = stat.lines().findFirst().orElse("").split(" +", -1);
        long ticks = 0;
        // A guest's time is part of its host's user time.
        for (int i = 1; i < Math.min(fields.length, GUEST); i++) {
            if (i != IDLE && i != WAITING) {
                ticks += Long.parseLong(fields[i]);
            }
        }
        return ticks;
    }
}
