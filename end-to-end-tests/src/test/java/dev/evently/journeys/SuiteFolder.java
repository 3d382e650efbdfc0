package dev.evently.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The data folder of a suite that tests start by {@code ./evently}. */
final class SuiteFolder {

    private static final Path ROOT =
            Path.of(System.getProperty("evently.root", "..")).toAbsolutePath().normalize();
    private static final String CLOSED = "closed";

    private SuiteFolder() {}

    /** The command that everything is done by. */
    static String command() {
        return ROOT.resolve("evently").toString();
    }

    static Path create(String prefix) {
        try {
            Path parent = ROOT.resolve("end-to-end-tests/target/suites");
            Files.createDirectories(parent);
            return Files.createTempDirectory(parent, prefix);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the process that stops the suite should this JVM die without having done so, however it dies. */
    static void guard(Path data) {
        String script = """
                while kill -0 "$1" 2>/dev/null && [ ! -e "$2/closed" ]; do sleep 1; done
                [ -e "$2/closed" ] && exit 0
                [ -e "$2/second.pid" ] && kill -9 "$(cat "$2/second.pid")"
                exec "$3" down --data "$2"
                """;
        List<String> command = List.of(
                "setsid",
                "sh",
                "-c",
                script,
                "guard",
                String.valueOf(ProcessHandle.current().pid()),
                data.toString(),
                command());
        try {
            new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(data.resolve("guard.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends the guard home, for the suite has been stopped, and deletes all but logs. */
    static void close(Path data) {
        try {
            Files.createFile(data.resolve(CLOSED));
            try (Stream<Path> files = Files.walk(data)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    if (!isKept(data, file)) {
                        Files.deleteIfExists(file);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isKept(Path data, Path file) {
        return file.equals(data)
                || file.startsWith(data.resolve("logs"))
                || file.startsWith(data.resolve("chaos"))
                || file.equals(data.resolve(CLOSED))
                || (data.equals(file.getParent()) && file.toString().endsWith(".log"));
    }
}
