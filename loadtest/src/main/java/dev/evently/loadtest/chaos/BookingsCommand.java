package dev.evently.loadtest.chaos;

import dev.evently.loadtest.chaos.havoc.Sabotage;
import dev.evently.loadtest.chaos.havoc.Victim;
import dev.evently.loadtest.suite.OwnSuite;
import dev.evently.local.suite.StartFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Bookings with payments. */
@Command(
        name = "bookings",
        description =
                "Makes bookings with payments through the gateway while booking-service, shards, Redis and Kafka are"
                        + " killed and come back, and a shard loses its disk and is restored; then compares what everybody's books say.",
        mixinStandardHelpOptions = true)
final class BookingsCommand implements Callable<Integer> {
    @Option(
            names = "--bookings",
            defaultValue = "2000",
            paramLabel = "N",
            description = "Bookings to begin (default: ${DEFAULT-VALUE})")
    private int bookings;

    @Option(
            names = "--events",
            defaultValue = "12",
            paramLabel = "N",
            description = "Events that they are of; nearly a third is of the first (default: ${DEFAULT-VALUE})")
    private int events;

    @Option(
            names = "--buyers",
            defaultValue = "16",
            paramLabel = "N",
            description = "Accounts, and how many bookings are being made at once (default: ${DEFAULT-VALUE})")
    private int buyers;

    @Option(
            names = "--rounds",
            defaultValue = "12",
            paramLabel = "N",
            description = "How often something is killed and brought back (default: ${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--kill",
            split = ",",
            paramLabel = "WHAT",
            description = "What may die: ${COMPLETION-CANDIDATES} (default: each of them in turn)")
    private List<Victim> victims = List.of(Victim.values());

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Decides what buyers do and when what dies (default: another each time)")
    private long seed = new Random().nextInt(1_000_000);

    @Option(
            names = "--shards",
            defaultValue = "2",
            paramLabel = "N",
            description = "PostgreSQL servers that hold the bookings, 2 to 8 (default: ${DEFAULT-VALUE})")
    private int shards;

    @Option(
            names = "--hold-seconds",
            defaultValue = "25",
            paramLabel = "N",
            description = "How long a hold lasts, 5 to 600 (default: ${DEFAULT-VALUE})")
    private int holdSeconds;

    @Option(
            names = "--quiet-seconds",
            defaultValue = "180",
            paramLabel = "N",
            description =
                    "How long the suite may take afterwards until nothing is under way (default: ${DEFAULT-VALUE})")
    private int quietSeconds;

    @Option(
            names = "--sabotage",
            paramLabel = "HOW",
            description = "Build a fault into the suite first, which the checks must find:"
                    + " ${COMPLETION-CANDIDATES}. It stays in that data folder.")
    private @Nullable Sabotage sabotage;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Data folder, not one of a suite that is used otherwise (default: a new one in target/chaos,"
                    + " deleted if all is well)")
    private @Nullable Path data;

    @Option(names = "--keep", description = "Leave the suite running, for another run with --data; keep its data")
    private boolean keep;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, StartFailure, InterruptedException {
        require(bookings >= 20, "There are at least 20 bookings");
        require(rounds >= 1 && rounds <= bookings / 10, "There are 1 to " + bookings / 10 + " rounds");
        require(events >= 1 && buyers >= 1, "There must be an event and a buyer");
        require(shards >= 2 && shards <= 8, "There are 2 to 8 shards");
        require(holdSeconds >= 5 && holdSeconds <= 600, "A hold lasts 5 to 600 seconds");
        PrintWriter out = spec.commandLine().getOut();
        Set<Victim> dying = EnumSet.copyOf(victims);
        ChaosRun.Plan plan = new ChaosRun.Plan(
                bookings,
                events,
                buyers,
                rounds,
                dying,
                seed,
                Duration.ofSeconds(holdSeconds),
                Duration.ofSeconds(quietSeconds),
                sabotage);
        try (OwnSuite suite = OwnSuite.over("chaos", data, shards, plan.holdTime(), out::println)) {
            boolean well = new ChaosRun(plan, suite, out).call();
            suite.settle(keep, data == null && well);
            return well ? 0 : 1;
        }
    }

    private void require(boolean condition, String message) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
