package dev.evently.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A process for as long as it runs: its id alone would name another process once the system has used the id again.
 *
 * @param pid process id
 * @param startedAt when it started, as the system tells it: on Linux clock ticks since boot, which no change of the
 *     clock moves, elsewhere an instant
 */
record ProcessIdentity(long pid, String startedAt) {
    private static final boolean PROC = Files.isReadable(Path.of("/proc/self/stat"));
    /** Positions after the command's closing parenthesis, see proc(5). */
    private static final int STATE = 0;

    private static final int START_TIME = 19;

    /** The process that has this id now, unless it has ended. */
    static Optional<ProcessIdentity> of(long pid) {
        if (PROC) {
            return fields(pid)
                    .filter(ProcessIdentity::runs)
                    .map(fields -> new ProcessIdentity(pid, fields[START_TIME]));
        }
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .map(process -> new ProcessIdentity(
                        pid, process.info().startInstant().map(Object::toString).orElse("")));
    }

    /** A zombie, ended but not yet asked about by its parent, does not count as alive. */
    boolean isAlive() {
        return of(pid).equals(Optional.of(this));
    }

    private static boolean runs(String[] fields) {
        return !fields[STATE].equals("Z") && !fields[STATE].equals("X");
    }

    private static Optional<String[]> fields(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return Optional.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
