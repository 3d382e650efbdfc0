package dev.evently.loadtest.reference;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * PostgreSQL's own load generator, which is a program of the machine.
 *
 * @param program where it is
 */
public record PgBench(Path program) {
    private static final String NAME = "pgbench";
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final Pattern RATE = Pattern.compile("^tps = ([0-9.]+)", Pattern.MULTILINE);
    private static final Pattern FAILED =
            Pattern.compile("^number of failed transactions: ([0-9]+)", Pattern.MULTILINE);

    /** On the path or, of several versions that Debian keeps, the newest. */
    public static Optional<PgBench> find() throws IOException {
        List<Path> candidates = new ArrayList<>();
        if (Files.isDirectory(DEBIAN)) {
            try (Stream<Path> versions = Files.list(DEBIAN)) {
                versions.sorted(Comparator.comparingInt(PgBench::version).reversed())
                        .map(version -> version.resolve("bin").resolve(NAME))
                        .forEach(candidates::add);
            }
        }
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            candidates.add(Path.of(folder, NAME));
        }
        return candidates.stream().filter(Files::isExecutable).findFirst().map(PgBench::new);
    }

    private static int version(Path folder) {
        String name = folder.getFileName().toString();
        return name.matches("[0-9]{1,4}") ? Integer.parseInt(name) : 0;
    }

    /**
     * Does the work as fast as it can be done.
     *
     * @param clients connections that do it at the same time
     * @return units of work in a second
     * @throws IOException if pgbench fails, or any transaction does
     */
    public double run(ScratchDatabase database, Workload workload, int clients, Duration duration)
            throws IOException, InterruptedException {
        Path script = Files.createTempFile("evently-", ".sql");
        try {
            Files.writeString(script, workload.script());
            ProcessBuilder builder = new ProcessBuilder(command(database, script, clients, duration));
            builder.environment().put("PGPASSWORD", database.password());
            Process process = builder.redirectErrorStream(true).start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException("pgbench failed: " + printed.strip());
            }
            return rate(printed);
        } finally {
            Files.delete(script);
        }
    }

    private List<String> command(ScratchDatabase database, Path script, int clients, Duration duration) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of("--no-vacuum", "--protocol=prepared", "--file=" + script));
        command.addAll(List.of("--client=" + clients, "--jobs=1", "--time=" + duration.toSeconds()));
        command.addAll(List.of("--host=127.0.0.1", "--port=" + database.port(), "--username=" + database.user()));
        command.add(ScratchDatabase.NAME);
        return command;
    }

    /** What pgbench's report says of its rate, the time to connect left out. */
    static double rate(String printed) throws IOException {
        Matcher rate = RATE.matcher(printed);
        Matcher failed = FAILED.matcher(printed);
        if (!rate.find() || (failed.find() && !failed.group(1).equals("0"))) {
            throw new IOException("pgbench reports no clean run: " + printed.strip());
        }
        return Double.parseDouble(rate.group(1));
    }
}
