package dev.evently.local.suite;

import java.util.List;
import java.util.Locale;

/** What a suite is tuned for; the gateway gets its name and chooses its limits by it. */
public enum Preset {
    /** A person trying things: quick to start and small. */
    STANDARD,
    /** To compare with published measurements: their limits, and code compiled to the end. */
    REPORT,
    /** Load: code is compiled to the end, and the services get twice the heap. */
    LOAD;

    int heapFactor() {
        return this == LOAD ? 2 : 1;
    }

    /** The second compiler takes processor time and memory from a start, and only pays under load. */
    List<String> jvmOptions() {
        return this == STANDARD ? List.of("-XX:TieredStopAtLevel=1") : List.of();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
