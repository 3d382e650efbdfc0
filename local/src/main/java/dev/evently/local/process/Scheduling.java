package dev.evently.local.process;

import java.util.List;

/** How the system's scheduler treats a process and whatever it starts. */
public enum Scheduling {
    USUAL,
    /** Linux' {@code SCHED_BATCH}; the same as usual where there is no program to ask for it. */
    BATCH;

    /** The words before a command; the process id stays that of the command. */
    public List<String> prefix() {
        return this == BATCH && SearchPath.has("chrt") ? List.of("chrt", "--batch", "0") : List.of();
    }
}
