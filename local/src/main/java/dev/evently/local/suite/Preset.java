package dev.evently.local.suite;

import dev.evently.local.process.Scheduling;
import java.util.List;
import java.util.Locale;

/** What a suite is tuned for; the gateway gets its name and chooses its limits by it. */
public enum Preset {
    /** A person trying things: quick to start and small. */
    STANDARD,
    /** To compare with published measurements: their limits, and code compiled to the end. */
    REPORT,
    /**
     * Load: code is compiled to the end, there is six times the heap, all of it at once, and processes are not pushed aside
     * by what they wake. What waits gathers for longer, requests for a tenth of a second and events for a quarter, and
     * instances tell and hear of one another every five seconds.
     */
    LOAD;

    /** The heap of a process that needs this much at most under {@link #STANDARD}. */
    List<String> heap(int mebibytes) {
        return this == LOAD
                ? List.of("-Xms" + 6 * mebibytes + "m", "-Xmx" + 6 * mebibytes + "m", "-Xmn" + 4 * mebibytes + "m")
                : List.of("-Xmx" + mebibytes + "m");
    }

    /** The second compiler takes processor time and memory from a start, and only pays under load. */
    List<String> jvmOptions() {
        return switch (this) {
            case STANDARD -> List.of("-XX:TieredStopAtLevel=1");
            case REPORT -> List.of();
            case LOAD ->
                List.of(
                        "-XX:+UseTransparentHugePages",
                        "-Dreactor.netty.ioWorkerCount=" + eventLoops(),
                        "-Devently.combining.pace=100ms",
                        "-Devently.messaging.linger=200ms",
                        "-Dspring.kafka.consumer.fetch-min-size=128KB",
                        "-Dspring.kafka.consumer.fetch-max-wait=250ms",
                        "-Deureka.instance.lease-renewal-interval-in-seconds=5",
                        "-Deureka.instance.lease-expiration-duration-in-seconds=15",
                        "-Deureka.client.instance-info-replication-interval-seconds=5",
                        "-Deureka.client.registry-fetch-interval-seconds=5");
        };
    }

    /** Of the gateway, which shares its machine with everything else: its own choice would be one per processor, or four. */
    private static int eventLoops() {
        return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }

    /**
     * How the system is to schedule the processes. As batch work ({@code sched(7)}) a thread that is woken does not push
     * aside the one that runs: there are half as many switches between processes, and more waits for each when its turn
     * comes, so that rounds are bigger all along the way.
     */
    Scheduling scheduling() {
        return this == LOAD ? Scheduling.BATCH : Scheduling.USUAL;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
