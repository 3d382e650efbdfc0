package dev.evently.loadtest.suite;

import dev.evently.embedded.Folders;
import dev.evently.local.secret.Secrets;
import dev.evently.local.suite.Checkout;
import dev.evently.local.suite.DatabaseLogin;
import dev.evently.local.suite.Databases;
import dev.evently.local.suite.Ports;
import dev.evently.local.suite.Preset;
import dev.evently.local.suite.Progress;
import dev.evently.local.suite.StartFailure;
import dev.evently.local.suite.Suite;
import dev.evently.local.suite.Tracing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The suite that a test has for itself: real servers for the shards, holds that end soon, ports and a data folder of its
 * own. Whatever ends this program, except a {@code kill -9}, stops it first.
 */
public final class OwnSuite implements AutoCloseable {
    /** Well below the ports of a suite that tests run, and above those of one that a person has moved a little. */
    private static final int HIGHEST_OFFSET = 9_875;

    private final Suite suite;
    private final Suite.Settings settings;
    private final Path data;
    private final Path notes;
    private final int shards;
    private final Thread hook;
    private boolean settled;

    private OwnSuite(Suite suite, Suite.Settings settings, Path notes, int shards) {
        this.suite = suite;
        this.settings = settings;
        this.data = suite.data();
        this.notes = notes;
        this.shards = shards;
        this.hook = new Thread(this::stopOnExit, "stop-suite");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Describes the suite over a folder; one that runs there already is used again. Does not start it yet.
     *
     * @param purpose what it is for; names the folder for notes and marks the data as of such a suite
     * @param given the folder, or null for a new one in the checkout's {@code target}
     */
    public static OwnSuite over(
            String purpose, @Nullable Path given, int shards, Duration holdTime, Consumer<String> tell)
            throws IOException, InterruptedException {
        Checkout checkout = Checkout.running();
        Path data = given == null ? newFolder(checkout.root().resolve("target").resolve(purpose)) : given;
        Path notes = data.toAbsolutePath().normalize().resolve(purpose);
        if (Files.exists(data.resolve("suite.properties")) && !Files.isDirectory(notes)) {
            throw new IOException(data + " belongs to a suite that is used otherwise");
        }
        Files.createDirectories(notes);
        Suite suite = new Suite(checkout, data, new Progress(System.out));
        Databases databases = new Databases(shards, 0);
        Ports ports = suite.isHealthy()
                ? suite.ports()
                : Ports.freeBelow(HIGHEST_OFFSET, databases)
                        .orElseThrow(() -> new IOException("No range of ports is free"));
        boolean prepare = System.getenv("EVENTLY_SKIP_BUILD") == null;
        Map<String, String> variables = Map.of("EVENTLY_HOLDS_TTL", holdTime.toString());
        tell.accept("A suite of its own with ports from " + ports.gateway() + ", data in " + data
                + "; should this be killed, ./evently down --data " + data + " stops it");
        return new OwnSuite(
                suite,
                new Suite.Settings(ports, Preset.STANDARD, databases, Tracing.OFF, prepare, variables),
                notes,
                shards);
    }

    private static Path newFolder(Path parent) throws IOException {
        Files.createDirectories(parent);
        return Files.createTempDirectory(parent, "run-").toAbsolutePath().normalize();
    }

    public void up() throws IOException, StartFailure, InterruptedException {
        suite.up(settings, () -> {});
    }

    public Suite suite() {
        return suite;
    }

    public Suite.Settings settings() {
        return settings;
    }

    /** The folder for what a run leaves. */
    public Path notes() {
        return notes;
    }

    public Path data() {
        return data;
    }

    public String gateway() {
        return settings.ports().gatewayUrl();
    }

    public Secrets secrets() throws IOException {
        return Secrets.in(data);
    }

    /** JDBC address of the main database server, ending in a slash. */
    public String mainServer() {
        return address(settings.ports().postgres());
    }

    /** JDBC address of each shard's database. */
    public List<String> shards() {
        return IntStream.range(0, shards)
                .mapToObj(shard -> address(settings.ports().shardServer(shard)) + Databases.shardDatabase(shard))
                .toList();
    }

    /** The password of {@link DatabaseLogin#USER}. */
    public String databasePassword() throws IOException {
        return new DatabaseLogin(secrets()).password();
    }

    public String kafka() {
        return "127.0.0.1:" + settings.ports().kafka();
    }

    public String mails() {
        return settings.ports().mailUrl();
    }

    private static String address(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/";
    }

    /** How a person looks at it again when it is down. */
    public String upAgain() {
        return "./evently up --detach --data %s --port-offset %d --shards %d"
                .formatted(data, settings.ports().offset(), shards);
    }

    /** Leaves the suite running, or stops it and deletes its data or not. */
    public void settle(boolean keepRunning, boolean delete) throws IOException, StartFailure, InterruptedException {
        if (keepRunning) {
            suite.detach();
        } else {
            suite.stopFromHook();
        }
        settled = true;
        if (!keepRunning && delete) {
            Folders.delete(data);
        }
    }

    @Override
    public void close() {
        stopOnExit();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The hook is running: it waits for the same lock and finds nothing to do.
        }
    }

    private synchronized void stopOnExit() {
        if (settled) {
            return;
        }
        settled = true;
        try {
            System.out.println("Stopping the suite; its data stay in " + data);
            suite.stopFromHook();
        } catch (StartFailure | IOException e) {
            System.err.println("evently: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
