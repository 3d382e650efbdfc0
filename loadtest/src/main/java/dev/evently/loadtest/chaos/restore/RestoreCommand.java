package dev.evently.loadtest.chaos.restore;

import dev.evently.loadtest.suite.OwnSuite;
import dev.evently.local.suite.StartFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A shard and its backup. */
@Command(
        name = "restore",
        description =
                "Fills a shard, backs it up while it sells, destroys its disk and restores it while the other shard"
                        + " goes on; tells how long that took and what was lost, and compares what everybody's books say. Then"
                        + " restores it beside itself to what the archive alone had, and to a moment of the past.",
        mixinStandardHelpOptions = true)
public final class RestoreCommand implements Callable<Integer> {
    private static final int SHARDS = 2;
    private static final Duration HOLD_TIME = Duration.ofSeconds(25);

    @Option(
            names = "--filled",
            defaultValue = "1000000",
            paramLabel = "N",
            description = "Bookings that the shard has before (default: ${DEFAULT-VALUE})")
    private long filled;

    @Option(
            names = "--bookings",
            defaultValue = "1500",
            paramLabel = "N",
            description = "Bookings that buyers begin meanwhile (default: ${DEFAULT-VALUE})")
    private int bookings;

    @Option(
            names = "--buyers",
            defaultValue = "32",
            paramLabel = "N",
            description = "Accounts, and how many bookings are being made at once (default: ${DEFAULT-VALUE})")
    private int buyers;

    @Option(
            names = "--archive-seconds",
            defaultValue = "15",
            paramLabel = "N",
            description = "How long a commit may wait until the archive has it, archive_timeout"
                    + " (default: ${DEFAULT-VALUE})")
    private int archiveSeconds;

    @Option(
            names = "--quiet-seconds",
            defaultValue = "180",
            paramLabel = "N",
            description =
                    "How long the suite may take afterwards until nothing is under way (default: ${DEFAULT-VALUE})")
    private int quietSeconds;

    @Option(names = "--seed", paramLabel = "S", description = "Decides what buyers do (default: another each time)")
    private long seed = new Random().nextInt(1_000_000);

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Data folder, which must be new (default: one in target/restore, deleted if all is well)")
    private @Nullable Path data;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, StartFailure, InterruptedException {
        require(bookings >= 40, "There are at least 40 bookings");
        require(filled >= 0 && buyers >= 1, "There must be a buyer");
        require(archiveSeconds >= 1, "An archive waits a second at least");
        PrintWriter out = spec.commandLine().getOut();
        RestoreRun.Plan plan = new RestoreRun.Plan(
                filled,
                bookings,
                buyers,
                Duration.ofSeconds(archiveSeconds),
                seed,
                HOLD_TIME,
                Duration.ofSeconds(quietSeconds));
        try (OwnSuite suite = OwnSuite.over("restore", data, SHARDS, HOLD_TIME, out::println)) {
            boolean well = new RestoreRun(plan, suite, out).call();
            suite.settle(false, data == null && well);
            return well ? 0 : 1;
        }
    }

    private void require(boolean condition, String message) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
