package dev.evently.local.process;

import java.util.List;
import java.util.Map;

/**
 * A program to start as a process of its own.
 *
 * @param name name within the suite, fit for a file name
 * @param port main port it listens on
 * @param command program and arguments; the program keeps the process id it was started with
 * @param environment variables it gets, besides those that say where home, programs and temporary files are
 * @param stopCommand program that asks it to stop in order, or empty where SIGTERM does that
 */
public record Program(
        String name, int port, List<String> command, Map<String, String> environment, List<String> stopCommand) {
    public Program {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        stopCommand = List.copyOf(stopCommand);
    }

    @Override
    public String toString() {
        return name + " on port " + port;
    }
}
