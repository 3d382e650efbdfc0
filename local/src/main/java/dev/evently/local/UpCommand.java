package dev.evently.local;

import dev.evently.local.client.GatewayClient;
import dev.evently.local.demodata.DemoData;
import dev.evently.local.suite.Databases;
import dev.evently.local.suite.DemoLogins;
import dev.evently.local.suite.Ports;
import dev.evently.local.suite.Preset;
import dev.evently.local.suite.StartFailure;
import dev.evently.local.suite.Suite;
import dev.evently.local.suite.Tracing;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts the suite. */
@Command(
        name = "up",
        description = "Starts everything and waits until it is healthy; Ctrl-C stops everything.",
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
    @Mixin
    private SuiteOptions options = new SuiteOptions();

    @Option(names = "--detach", description = "Return once everything is healthy and leave it running")
    private boolean detach;

    @Option(
            names = "--preset",
            defaultValue = "standard",
            paramLabel = "PRESET",
            description = "standard, report or load (default: ${DEFAULT-VALUE})")
    private Preset preset = Preset.STANDARD;

    @Option(
            names = "--port-offset",
            defaultValue = "0",
            paramLabel = "N",
            description = "Added to every port (default: ${DEFAULT-VALUE})")
    private int portOffset;

    @Option(
            names = "--shards",
            defaultValue = "0",
            paramLabel = "N",
            description = "PostgreSQL servers for the bookings, one for each shard (default: four databases of the one"
                    + " server); fixed for a data folder when it is first used")
    private int shardServers;

    @Option(
            names = "--replicas",
            defaultValue = "0",
            paramLabel = "N",
            description = "Streaming replicas that the catalogue is read from (default: none)")
    private int replicas;

    @Option(
            names = "--traces",
            arity = "0..1",
            defaultValue = "0",
            fallbackValue = "1",
            paramLabel = "RATIO",
            description = "Trace the services and show the traces; of all requests as many as this ratio, 0 to 1, and"
                    + " each without one (default: none)")
    private double traces;

    @Option(
            names = "--traces-to",
            paramLabel = "URL",
            description = "Send the traces to this address, by OTLP over HTTP, instead of showing them"
                    + " (such as http://127.0.0.1:4318; default: none)")
    private @Nullable URI tracesTo;

    @Option(
            names = "--no-prepare",
            description = "Skip what makes later starts fast; it takes a minute or two after each build")
    private boolean noPrepare;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private volatile boolean settled;
    private volatile boolean stopping;

    @Override
    public Integer call() throws StartFailure, IOException, InterruptedException {
        Suite.Settings settings = settings();
        Suite suite = options.suite();
        Thread hook = new Thread(() -> stopOnExit(suite), "stop-suite");
        Runtime.getRuntime().addShutdownHook(hook);
        System.out.println("Starting Evently, preset " + preset + ", data in " + suite.data());
        Suite.Outcome outcome = start(suite, settings);
        if (outcome == Suite.Outcome.ALREADY_RUNNING) {
            settled = true;
            System.out.println("Evently is running already.");
            tellAddresses(suite);
            return 0;
        }
        tellAddresses(suite);
        if (detach) {
            settled = true;
            suite.detach();
            return 0;
        }
        System.out.println("Press Ctrl-C to stop everything.");
        watch(suite);
        return 0;
    }

    private Suite.Settings settings() {
        try {
            return new Suite.Settings(
                    new Ports(portOffset),
                    preset,
                    new Databases(shardServers, replicas),
                    tracing(),
                    prepares(),
                    Map.of());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /** Who says where to traces go wants all of them, unless he says how many. */
    private Tracing tracing() {
        return new Tracing(tracesTo != null && traces == 0 ? 1 : traces, tracesTo);
    }

    /** To prepare is the last part of building; who takes what is built as it is does without. */
    private boolean prepares() {
        return !noPrepare && System.getenv("EVENTLY_SKIP_BUILD") == null;
    }

    private Suite.Outcome start(Suite suite, Suite.Settings settings)
            throws StartFailure, IOException, InterruptedException {
        long begin = System.nanoTime();
        try {
            Suite.Outcome outcome = suite.up(settings, () -> load(suite, settings.ports()));
            if (outcome == Suite.Outcome.STARTED) {
                System.out.printf(
                        Locale.ROOT,
                        "Healthy after %.1f s, %d MiB resident%n",
                        (System.nanoTime() - begin) / 1e9,
                        suite.residentBytes() / (1024 * 1024));
            }
            return outcome;
        } catch (StartFailure | IOException | RuntimeException e) {
            settled = true;
            if (stopping) {
                throw new InterruptedException();
            }
            throw e;
        }
    }

    private static void load(Suite suite, Ports ports) throws StartFailure, InterruptedException {
        try {
            DemoData demoData = SuiteOptions.demoData(
                    suite, GatewayClient.of(ports.gatewayUrl()), GatewayClient.of(ports.mailUrl()));
            if (!demoData.isLoaded()) {
                System.out.println("Loading the demo data");
                demoData.load();
            }
        } catch (IOException e) {
            throw new StartFailure("The demo data cannot be loaded: " + e.getMessage());
        }
    }

    /** Tells of a process that dies, and returns when all have ended. */
    private void watch(Suite suite) throws IOException, InterruptedException {
        Set<String> told = new HashSet<>();
        List<String> all = suite.processNames();
        List<String> left = new ArrayList<>(all);
        while (!left.isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(500);
            left.clear();
            for (String name : all) {
                if (suite.process(name).isPresent()) {
                    left.add(name);
                }
            }
            for (String name : suite.lost()) {
                if (told.add(name) && !stopping) {
                    System.out.println(name + " has ended; './evently up' in another terminal starts it again.");
                }
            }
        }
        settled = true;
        suite.detach();
    }

    private void stopOnExit(Suite suite) {
        if (settled) {
            return;
        }
        stopping = true;
        try {
            System.out.println();
            System.out.println("Stopping everything");
            suite.stopFromHook();
        } catch (StartFailure | IOException e) {
            System.err.println("evently: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void tellAddresses(Suite suite) throws IOException {
        Ports ports = suite.ports();
        DemoLogins logins = SuiteOptions.logins(suite);
        String gateway = ports.gatewayUrl();
        System.out.println();
        System.out.println("  Gateway     " + gateway + "/api/v1");
        System.out.println("  Mails       " + ports.mailUrl() + "/messages");
        if (suite.tracing().hasServer()) {
            System.out.println("  Traces      " + ports.tracesUrl());
        }
        System.out.println("  Organizer   " + DemoLogins.ORGANIZER + "  " + logins.organizerPassword());
        System.out.println("  Admin       " + DemoLogins.ADMIN + "  " + logins.adminPassword());
        System.out.println("  Try         curl -s '" + gateway + "/api/v1/events?q=music&limit=3'");
        System.out.println("  See also    ./evently demo | status | logs | down");
        System.out.println();
    }
}
