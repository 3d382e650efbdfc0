package dev.evently.local.suite;

import java.util.List;
import java.util.Locale;

/** What a suite is tuned for; the gateway gets its name and chooses its limits by it. */
public enum Preset {
    /** A person trying things: quick to start and small. */
    STANDARD,
    /** To compare with published measurements: their limits, and code compiled to the end. */
    REPORT,
    /** Load: code is compiled to the end, and there is three times the heap, all of it at once. */
    LOAD;

    /** The heap of a process that needs this much at most under {@link #STANDARD}. */
    List<String> heap(int mebibytes) {
        return this == LOAD
                ? List.of("-Xms" + 3 * mebibytes + "m", "-Xmx" + 3 * mebibytes + "m")
                : List.of("-Xmx" + mebibytes + "m");
    }

    /** The second compiler takes processor time and memory from a start, and only pays under load. */
    List<String> jvmOptions() {
        return switch (this) {
            case STANDARD -> List.of("-XX:TieredStopAtLevel=1");
            case REPORT -> List.of();
            case LOAD -> List.of("-XX:+UseTransparentHugePages");
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
