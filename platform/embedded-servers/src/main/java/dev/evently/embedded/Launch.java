package dev.evently.embedded;

import java.util.List;

/**
 * How one server process is started, seen to be ready, and stopped. Whoever starts it owns the process.
 *
 * @param name short lower-case name of the server, fit for a file name
 * @param port port that clients use
 * @param command program and arguments; the program keeps the process id it was started with
 * @param stopCommand program that asks the server to stop promptly and in order, or empty where SIGTERM does that
 * @param ready answers whether the server takes requests now; returns within a second
 */
public record Launch(String name, int port, List<String> command, List<String> stopCommand, Probe ready) {

    /** A question put to a server that is starting. */
    @FunctionalInterface
    public interface Probe {
        boolean answers();
    }

    public Launch {
        command = List.copyOf(command);
        stopCommand = List.copyOf(stopCommand);
    }
}
