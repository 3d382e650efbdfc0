package dev.evently.local.process;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The records of a suite's processes, one file each, and their logs.
 *
 * <p>A record is begun by the process itself, before it becomes the program it is to run; so a launcher that is killed
 * at any moment leaves no process without a record.
 */
public final class RunFolder {
    private static final String SUFFIX = ".pid";
    private static final String BEGUN = ".begun";
    /** A variable set for other programs, such as a SPRING_ or SERVER_ one, must not reach the services. */
    private static final Set<String> INHERITED = Set.of("PATH", "HOME", "USER", "TMPDIR", "LANG");
    /** Process id and start are a moment apart from the record's own time stamp, which has coarse steps. */
    private static final Duration CLOCK_STEPS = Duration.ofSeconds(2);

    private final Path records;
    private final Path logs;

    public RunFolder(Path data) {
        this.records = data.resolve("run");
        this.logs = data.resolve("logs");
    }

    /**
     * Starts the program in a session of its own, so that neither Ctrl-C nor the end of the terminal reaches it. Its
     * output goes to a new log; the log before is kept with the ending {@code .1}.
     */
    public RunningProcess start(Program program) throws IOException {
        return start(program, Scheduling.USUAL);
    }

    /** As {@link #start(Program)}, and says how it is to be scheduled. */
    public RunningProcess start(Program program, Scheduling scheduling) throws IOException {
        Files.createDirectories(records);
        Files.createDirectories(logs);
        Path log = log(program.name());
        if (Files.exists(log)) {
            Files.move(log, logs.resolve(program.name() + ".log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        forget(program.name());
        Path begun = records.resolve(program.name() + BEGUN);
        List<String> command = new ArrayList<>(Session.prefix());
        command.addAll(scheduling.prefix());
        command.addAll(List.of("sh", "-c", "echo \"pid=$$\" > \"$0\"; exec \"$@\"", begun.toString()));
        command.addAll(program.command());
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().retainAll(INHERITED);
        builder.environment().putAll(program.environment());
        Process process = builder.start();
        ProcessIdentity identity =
                ProcessIdentity.of(process.pid()).orElseGet(() -> new ProcessIdentity(process.pid(), "ended"));
        record(program.name(), program.port(), identity, program.stopCommand());
        return new RunningProcess(program.name(), program.port(), identity, program.stopCommand());
    }

    /** Records the current process, so that others find and stop it. */
    public void recordCurrent(String name, int port) throws IOException {
        Files.createDirectories(records);
        ProcessIdentity identity =
                ProcessIdentity.of(ProcessHandle.current().pid()).orElseThrow();
        record(name, port, identity, List.of());
    }

    /** The process of this name, if it runs. */
    public Optional<RunningProcess> find(String name) throws IOException {
        Path complete = records.resolve(name + SUFFIX);
        Path record = Files.exists(complete) ? complete : records.resolve(name + BEGUN);
        return read(name, record).filter(RunningProcess::isAlive);
    }

    /** Every process that runs, in order of name. */
    public List<RunningProcess> running() throws IOException {
        List<RunningProcess> running = new ArrayList<>();
        for (String name : recorded()) {
            find(name).ifPresent(running::add);
        }
        return running;
    }

    /** The names of all processes that were started and not stopped in order, whether or not they still run. */
    public List<String> recorded() throws IOException {
        if (!Files.isDirectory(records)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(records)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(SUFFIX) || file.endsWith(BEGUN))
                    .map(file -> file.substring(0, file.lastIndexOf('.')))
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    /** Forgets a process, which must have ended. */
    public void forget(String name) throws IOException {
        Files.deleteIfExists(records.resolve(name + SUFFIX));
        Files.deleteIfExists(records.resolve(name + BEGUN));
    }

    public Path log(String name) {
        return logs.resolve(name + ".log");
    }

    private void record(String name, int port, ProcessIdentity identity, List<String> stopCommand) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("pid", Long.toString(identity.pid()));
        properties.setProperty("startedAt", identity.startedAt());
        properties.setProperty("port", Integer.toString(port));
        for (int i = 0; i < stopCommand.size(); i++) {
            properties.setProperty("stop." + i, stopCommand.get(i));
        }
        Path unfinished = records.resolve(name + ".new");
        try (Writer writer = Files.newBufferedWriter(unfinished)) {
            properties.store(writer, null);
        }
        Files.move(unfinished, records.resolve(name + SUFFIX), StandardCopyOption.ATOMIC_MOVE);
    }

    private static Optional<RunningProcess> read(String name, Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        String pid = properties.getProperty("pid", "");
        if (pid.isEmpty()) {
            return Optional.empty();
        }
        Optional<ProcessIdentity> identity = Optional.ofNullable(properties.getProperty("startedAt"))
                .map(startedAt -> new ProcessIdentity(Long.parseLong(pid), startedAt))
                .or(() -> begunBy(Long.parseLong(pid), file));
        List<String> stopCommand = IntStream.iterate(0, i -> properties.containsKey("stop." + i), i -> i + 1)
                .mapToObj(i -> properties.getProperty("stop." + i))
                .toList();
        int port = Integer.parseInt(properties.getProperty("port", "0"));
        return identity.map(found -> new RunningProcess(name, port, found, stopCommand));
    }

    /** A process began this record itself, and its launcher died before it could complete the record. */
    private static Optional<ProcessIdentity> begunBy(long pid, Path file) {
        Optional<Instant> started =
                ProcessHandle.of(pid).flatMap(process -> process.info().startInstant());
        try {
            FileTime begun = Files.getLastModifiedTime(file);
            return started.filter(at -> !at.isAfter(begun.toInstant().plus(CLOCK_STEPS)))
                    .flatMap(at -> ProcessIdentity.of(pid));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
