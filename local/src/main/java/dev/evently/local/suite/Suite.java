package dev.evently.local.suite;

import dev.evently.local.process.RunFolder;
import dev.evently.local.process.RunningProcess;
import dev.evently.local.secret.Secrets;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The whole suite over one data folder: servers, services and their data.
 *
 * <p>Its processes outlive the launcher that started them. What runs is known from the records in the data folder, so
 * any launcher can look at it and stop it. Suites with folders and ports of their own do not meet.
 */
public final class Suite {
    static final String LAUNCHER = "launcher";

    private static final Duration LAUNCHER_GRACE = Duration.ofSeconds(90);
    private static final Duration OTHER_LAUNCHER_LIMIT = Duration.ofMinutes(10);

    private final Checkout checkout;
    private final Path data;
    private final Progress progress;
    private final RunFolder run;
    private volatile @Nullable Start start;

    public Suite(Checkout checkout, Path data, Progress progress) {
        this.checkout = checkout;
        this.data = data.toAbsolutePath().normalize();
        this.progress = progress;
        this.run = new RunFolder(this.data);
    }

    /** What is done once the suite is healthy, through its gateway; must bear to be done again. */
    @FunctionalInterface
    public interface Loading {
        void load() throws StartFailure, InterruptedException;
    }

    /**
     * How to start.
     *
     * @param ports the ports of all processes
     * @param preset what to tune for
     * @param databases the PostgreSQL servers beside the main one
     * @param tracing whether the services are traced
     * @param prepare whether services that have changed are first prepared for fast starts, which takes a minute or two
     * @param variables environment variables that every service gets besides its own
     */
    public record Settings(
            Ports ports,
            Preset preset,
            Databases databases,
            Tracing tracing,
            boolean prepare,
            Map<String, String> variables) {
        public Settings {
            variables = Map.copyOf(variables);
        }

        public Settings(Ports ports, Preset preset, Databases databases, boolean prepare) {
            this(ports, preset, databases, Tracing.OFF, prepare, Map.of());
        }

        SuiteRecord lasting() {
            return new SuiteRecord(ports, preset, databases, tracing);
        }
    }

    /** How a call of {@link #up} ended. */
    public enum Outcome {
        STARTED,
        ALREADY_RUNNING
    }

    /**
     * Starts whatever of the suite does not run and returns once all of it is healthy.
     *
     * @throws StartFailure if it cannot, and what this call had started is stopped by then; or if it is up with other
     *     settings
     */
    public Outcome up(Settings settings, Loading loading) throws StartFailure, IOException, InterruptedException {
        Preflight.prepareDataFolder(data, settings.databases());
        try (FileChannel channel = FileChannel.open(
                        data.resolve("launcher.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = tryLock(channel)) {
            if (lock == null) {
                return awaitOtherLauncher(settings.lasting());
            }
            if (isHealthy()) {
                return runningAs(settings.lasting());
            }
            startAll(settings, loading);
            return Outcome.STARTED;
        }
    }

    private void startAll(Settings settings, Loading loading) throws StartFailure, IOException, InterruptedException {
        requireSameShards(settings.lasting());
        if (settings.tracing().isOn()) {
            checkout.requireTracing(settings.tracing());
        }
        stopIfOfOtherKind(settings.lasting());
        Map<Integer, String> wanted =
                new LinkedHashMap<>(settings.ports().wanted(settings.databases(), settings.tracing()));
        List<String> running = run.running().stream().map(RunningProcess::name).toList();
        wanted.values().removeAll(running);
        Preflight.requireFree(wanted);
        run.recordCurrent(LAUNCHER, 0);
        settings.lasting().save(data);
        Start attempt = new Start(run, progress, settings.preset().scheduling());
        start = attempt;
        try {
            start(attempt, settings, loading);
        } catch (StartFailure | IOException | InterruptedException | RuntimeException e) {
            // Whoever cancelled it stops everything, and that is why this failed.
            if (!attempt.isCancelled()) {
                new Shutdown(run, progress).stop(attempt.cancel());
                run.forget(LAUNCHER);
            }
            throw e;
        }
    }

    private void start(Start attempt, Settings settings, Loading loading)
            throws StartFailure, IOException, InterruptedException {
        Ports ports = settings.ports();
        Preset preset = settings.preset();
        Secrets secrets = Secrets.in(data);
        Databases databases = settings.databases();
        ServiceEnvironment environment =
                new ServiceEnvironment(ports, preset, databases, settings.tracing(), secrets, settings.variables());
        Programs programs = new Programs(checkout, ports, preset, settings.tracing(), environment);
        Services services = Services.of(checkout, run, ports, programs, progress);
        Servers servers =
                new Servers(data, ports, checkout, programs, new PostgresServers(data, ports, databases, secrets));
        List<Service> untrained = settings.prepare() && !settings.tracing().isOn() ? services.untrained() : List.of();
        Parallel.run(List.of(
                () -> servers.start(attempt, services.health()), () -> services.startIndependent(attempt, untrained)));
        if (!untrained.isEmpty()) {
            progress.say("Preparing %d services for fast starts; this is done once after a build"
                    .formatted(untrained.size()));
            services.start(attempt, untrained);
            loading.load();
            services.finishTraining(untrained, attempt, new Shutdown(run, progress));
            progress.say("Starting the prepared services");
        }
        services.start(attempt, List.of());
        loading.load();
    }

    /** Bookings are where they were first made: other servers would begin without them. */
    private void requireSameShards(SuiteRecord wanted) throws StartFailure, IOException {
        Optional<SuiteRecord> last = SuiteRecord.in(data).filter(record -> Files.exists(data.resolve(Databases.MAIN)));
        int servers = last.map(record -> record.databases().shardServers()).orElse(0);
        if (last.isPresent() && servers != wanted.databases().shardServers()) {
            throw new StartFailure("The bookings in %s lie %s; start it %s, or take another folder with --data."
                    .formatted(
                            data,
                            servers == 0 ? "on the main PostgreSQL server" : "on " + servers + " servers of their own",
                            servers == 0 ? "without --shards" : "with --shards " + servers));
        }
    }

    /** A running suite with other settings ends first; its data stay. */
    private void stopIfOfOtherKind(SuiteRecord wanted) throws StartFailure, IOException, InterruptedException {
        Optional<SuiteRecord> last = SuiteRecord.in(data);
        if (last.isPresent() && !last.get().equals(wanted) && !run.running().isEmpty()) {
            progress.say("Stopping what is left of a suite with other settings");
            new Shutdown(run, progress).stopAll();
        }
    }

    private Outcome awaitOtherLauncher(SuiteRecord wanted) throws StartFailure, IOException, InterruptedException {
        progress.say("Another launcher has this data folder; waiting until its suite is healthy");
        Watch.Condition healthy = () -> {
            try {
                return isHealthy();
            } catch (IOException e) {
                return false;
            }
        };
        List<RunningProcess> launcher = run.find(LAUNCHER).stream().toList();
        new Watch(run).until(healthy, launcher, OTHER_LAUNCHER_LIMIT, "That suite is not healthy");
        return runningAs(wanted);
    }

    /** Fails if what runs was started with other settings, rather than letting the caller believe it has his. */
    private Outcome runningAs(SuiteRecord wanted) throws StartFailure, IOException {
        SuiteRecord running = SuiteRecord.in(data).orElse(wanted);
        if (!running.equals(wanted)) {
            throw new StartFailure("Evently is running already, with %s; './evently down' ends it.".formatted(running));
        }
        return Outcome.ALREADY_RUNNING;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** Whether every process runs and the gateway reaches every service. */
    public boolean isHealthy() throws IOException, InterruptedException {
        Optional<SuiteRecord> last = SuiteRecord.in(data);
        if (last.isEmpty()) {
            return false;
        }
        Ports ports = last.get().ports();
        for (String name :
                ports.wanted(last.get().databases(), last.get().tracing()).values()) {
            if (run.find(name).isEmpty()) {
                return false;
            }
        }
        return new Health().gateway(ports).healthy();
    }

    /** Stops every process, also those of a launcher that is still starting them or was killed. */
    public void down() throws StartFailure, IOException, InterruptedException {
        Optional<RunningProcess> launcher = run.find(LAUNCHER).filter(other -> !isThisProcess(other));
        if (launcher.isPresent()) {
            launcher.get().stop(LAUNCHER_GRACE);
        }
        stopEverything();
    }

    /** Stops what the launcher of this JVM started, from its shutdown hook. */
    public void stopFromHook() throws StartFailure, IOException, InterruptedException {
        Start attempt = start;
        if (attempt != null) {
            attempt.cancel();
        }
        stopEverything();
    }

    private void stopEverything() throws StartFailure, IOException, InterruptedException {
        new Shutdown(run, progress).stopAll();
        run.forget(LAUNCHER);
    }

    /** Leaves the suite running without a launcher. */
    public void detach() throws IOException {
        run.forget(LAUNCHER);
    }

    private static boolean isThisProcess(RunningProcess process) {
        return process.pid() == ProcessHandle.current().pid();
    }

    /** The ports of the suite as last started, or the usual ones. */
    public Ports ports() throws IOException {
        return SuiteRecord.in(data).map(SuiteRecord::ports).orElse(new Ports(0));
    }

    public Preset preset() throws IOException {
        return SuiteRecord.in(data).map(SuiteRecord::preset).orElse(Preset.STANDARD);
    }

    public Tracing tracing() throws IOException {
        return SuiteRecord.in(data).map(SuiteRecord::tracing).orElse(Tracing.OFF);
    }

    public Path data() {
        return data;
    }

    /** The names of all processes that a complete suite has. */
    public List<String> processNames() throws IOException {
        Databases databases = SuiteRecord.in(data).map(SuiteRecord::databases).orElse(new Databases(0, 0));
        return new ArrayList<>(
                new LinkedHashSet<>(ports().wanted(databases, tracing()).values()));
    }

    /** The process of this name, if it runs. */
    public Optional<RunningProcess> process(String name) throws IOException {
        return run.find(name);
    }

    /** The processes that were started and have since ended without having been stopped. */
    public List<String> lost() throws IOException {
        List<String> lost = new ArrayList<>();
        for (String name : run.recorded()) {
            if (run.find(name).isEmpty()) {
                lost.add(name);
            }
        }
        return lost;
    }

    /** Resident memory of all processes in bytes, a launcher that waits for Ctrl-C included. */
    public long residentBytes() throws IOException {
        long total = 0;
        for (RunningProcess process : run.running()) {
            // The children of a launcher are the other processes.
            total += process.name().equals(LAUNCHER) ? process.ownResidentBytes() : process.residentBytes();
        }
        return total;
    }

    /** The log of a process, or nothing when it never ran. */
    public Optional<Path> log(String name) {
        return Optional.of(run.log(name)).filter(Files::exists);
    }
}
