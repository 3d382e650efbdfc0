package dev.evently.testing.servers;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Servers that belong to one build: to the Maven JVM that runs this test JVM, or to whatever else started it. Test JVMs
 * that run side by side have servers of their own; one that comes later takes over those of one that has ended.
 *
 * <p>They run in a JVM of their own, from the class path that the module of their {@link Infrastructure} leaves in its
 * target folder, and end when their build does. A properties file named after the build's process id and the lane tells their
 * addresses.
 */
final class BuildServers {
    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(100);

    private final Path root;
    private final ProcessHandle build;
    private final Path folder;
    private final Lane lane;

    private BuildServers(Path root, ProcessHandle build, Path folder, Lane lane) {
        this.root = root;
        this.build = build;
        this.folder = folder;
        this.lane = lane;
    }

    /** Takes a lane of the build for as long as this JVM lives. */
    static BuildServers ofThisBuild() throws IOException {
        Path root = root();
        Path folder = Files.createDirectories(root.resolve("target/test-servers"));
        ProcessHandle build = build(ProcessHandle.current());
        return new BuildServers(root, build, folder, Lane.take(folder, Long.toString(build.pid())));
    }

    /** Returns the addresses; starts the servers if they do not run. */
    Properties findOrStart() throws IOException, InterruptedException {
        Optional<Properties> running = running();
        return running.isPresent() ? running.get() : start();
    }

    private Optional<Properties> running() throws IOException {
        Path file = addressFile();
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties addresses = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            addresses.load(reader);
        }
        boolean ofThisBuild = addresses.getProperty("watched.started", "").equals(startedAt(build));
        boolean alive = ProcessHandle.of(Long.parseLong(addresses.getProperty("servers.pid", "0")))
                .map(ProcessHandle::isAlive)
                .orElse(false);
        return ofThisBuild && alive ? Optional.of(addresses) : Optional.empty();
    }

    private Properties start() throws IOException, InterruptedException {
        Files.deleteIfExists(addressFile());
        Path log = folder.resolve(lane.name() + ".log");
        Process servers = new ProcessBuilder(command())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < deadline) {
            boolean ended = servers.waitFor(POLL_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
            if (ended) {
                throw new IOException("they ended with code %d, see %s%n%s"
                        .formatted(servers.exitValue(), log, Files.readString(log)));
            }
            Optional<Properties> running = running();
            if (running.isPresent()) {
                return running.get();
            }
        }
        servers.destroy();
        throw new IOException("no answer within %d s, see %s".formatted(START_LIMIT.toSeconds(), log));
    }

    private List<String> command() throws IOException {
        Infrastructure infrastructure = Infrastructure.asked(System.getProperties());
        Path classPath = root.resolve(infrastructure.module()).resolve("target/lib");
        if (!isFilled(classPath)) {
            throw new IOException(
                    "%s is empty; run ./mvnw -pl %s package once".formatted(classPath, infrastructure.module()));
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "-cp",
                classPath + "/*",
                infrastructure.mainClass(),
                "--watch-pid",
                Long.toString(build.pid()),
                "--address-file",
                addressFile().toString()));
        command.addAll(infrastructure.options(folder, System.getProperties()));
        return command;
    }

    private static boolean isFilled(Path classPath) throws IOException {
        if (!Files.isDirectory(classPath)) {
            return false;
        }
        try (Stream<Path> jars = Files.list(classPath)) {
            return jars.anyMatch(jar -> jar.toString().endsWith(".jar"));
        }
    }

    private Path addressFile() {
        return folder.resolve(lane.name() + ".properties");
    }

    private static String startedAt(ProcessHandle process) {
        return process.info().startInstant().map(Object::toString).orElse("");
    }

    private static Path root() {
        String told = System.getProperty("evently.root");
        if (told != null) {
            return Path.of(told).toAbsolutePath();
        }
        for (@Nullable Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("mvnw"))) {
                return folder;
            }
        }
        throw new IllegalStateException("Neither evently.root is set nor is this a folder of the checkout");
    }

    /**
     * The nearest ancestor that is a JVM (Surefire puts a shell between Maven and the test JVM); without one the
     * parent, and without a parent the process itself.
     */
    private static ProcessHandle build(ProcessHandle self) {
        Stream<ProcessHandle> ancestors = Stream.iterate(
                        self.parent(),
                        Optional::isPresent,
                        process -> process.orElseThrow().parent())
                .flatMap(Optional::stream);
        return ancestors
                .filter(BuildServers::isJvm)
                .findFirst()
                .or(() -> self.parent().filter(parent -> parent.pid() > 1))
                .orElse(self);
    }

    private static boolean isJvm(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> Path.of(command).endsWith("java"))
                .orElse(false);
    }
}
