package dev.evently.loadtest.plans;

import dev.evently.loadtest.sale.Accounts;
import dev.evently.loadtest.sale.Catalogue;
import dev.evently.loadtest.sale.EventOnSale;
import dev.evently.loadtest.suite.OwnSuite;
import dev.evently.local.client.GatewayClient;
import dev.evently.local.process.RunningProcess;
import dev.evently.local.suite.DatabaseLogin;
import dev.evently.local.suite.Databases;
import dev.evently.local.suite.StartFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows what each statement of the booking service costs in a small shard and in a big one. */
@Command(
        name = "plans",
        description =
                "Fills a shard of a suite of its own with bookings and compares the plan and cost of every statement"
                        + " that booking-service sends, with few and with many.",
        mixinStandardHelpOptions = true,
        footer =
                "Exit code 1 if a statement reads a big table from beginning to end, or its cost grows with the shard.")
public final class PlansCommand implements Callable<Integer> {
    private static final Duration HOLD_TIME = Duration.ofSeconds(30);
    private static final Duration LAST_EXPIRY = HOLD_TIME.plusSeconds(10);
    private static final String SERVICE = "booking-service";
    /** Tables that have a row or more for each booking. */
    private static final Set<String> BIG =
            Set.of("booking", "booking_item", "ledger", "payment", "refund", "ticket", "check_in");

    @Option(
            names = "--few",
            defaultValue = "10000",
            paramLabel = "N",
            description = "Bookings at first, 10,000 and more (default: ${DEFAULT-VALUE})")
    private long few;

    @Option(
            names = "--many",
            defaultValue = "10000000",
            paramLabel = "N",
            description = "Bookings in the end (default: ${DEFAULT-VALUE})")
    private long many;

    @Option(
            names = "--times",
            defaultValue = "300",
            paramLabel = "N",
            description = "How often everything is asked for in each size (default: ${DEFAULT-VALUE})")
    private int times;

    @Option(
            names = "--events",
            defaultValue = "100",
            paramLabel = "N",
            description = "Events that share the bookings (default: ${DEFAULT-VALUE})")
    private int events;

    @Option(names = "--verbose", description = "Show the full plan of each statement's dearest execution")
    private boolean verbose;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Data folder, of such a run or new (default: a new one in target/plans, deleted in the end)")
    private @Nullable Path data;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final long startNanos = System.nanoTime();

    @Override
    public Integer call() throws IOException, StartFailure, InterruptedException {
        try (OwnSuite suite = OwnSuite.over("plans", data, 1, HOLD_TIME, this::tell)) {
            boolean well = compare(suite);
            suite.settle(false, data == null);
            return well ? 0 : 1;
        } catch (SQLException e) {
            throw new IOException("The shard: " + e.getMessage(), e);
        }
    }

    private boolean compare(OwnSuite suite) throws IOException, SQLException, StartFailure, InterruptedException {
        suite.up();
        GatewayClient gateway = GatewayClient.of(suite.gateway());
        Accounts accounts = new Accounts(gateway, suite.secrets());
        GatewayClient organizer = gateway.as(accounts.organizer());
        Catalogue catalogue = new Catalogue(suite.data(), organizer, Clock.systemUTC());
        tell("Publishing " + events + " events");
        List<EventOnSale> onSale = catalogue.kept(events);
        GatewayClient buyer = gateway.as(accounts.buyers(1).getFirst());
        UUID id = UUID.fromString(buyer.get("/api/v1/users/me").text("id"));
        fill(suite, id, 1, few);
        Map<String, Cost> small = measure(suite, accounts, gateway, onSale);
        fill(suite, id, few + 1, many);
        Map<String, Cost> big = measure(suite, accounts, gateway, onSale);
        Comparison comparison = new Comparison(small, big, BIG);
        PrintWriter out = spec.commandLine().getOut();
        out.println();
        comparison.print(out, "%,d".formatted(few), "%,d".formatted(many), verbose);
        out.println();
        List<String> flaws = comparison.flaws();
        flaws.forEach(flaw -> out.println("GROWS: " + flaw));
        tell(
                flaws.isEmpty()
                        ? "None of %d statements reads a big table from beginning to end or grows".formatted(big.size())
                        : flaws.size() + " statements grow with the shard");
        return flaws.isEmpty();
    }

    /** Without the service, whose jobs would look through tables that have no index for the moment. */
    private void fill(OwnSuite suite, UUID buyer, long from, long to)
            throws IOException, SQLException, StartFailure, InterruptedException {
        tell("Filling the shard up to %,d bookings".formatted(to));
        Optional<RunningProcess> service = suite.suite().process(SERVICE);
        if (service.isPresent()) {
            service.get().kill();
        }
        try (Connection shard = shard(suite)) {
            new Fill(shard, buyer, this::tell).add(from, to);
            PlanLog.turnOn(shard, Databases.shardDatabase(0));
        }
        suite.up();
        tell("Waiting until the ledger watch has added up what is new");
        try (Connection shard = shard(suite)) {
            new Checkpoints(shard).await();
        }
    }

    private static Connection shard(OwnSuite suite) throws IOException, SQLException {
        return DriverManager.getConnection(suite.shards().getFirst(), DatabaseLogin.USER, suite.databasePassword());
    }

    private Map<String, Cost> measure(
            OwnSuite suite, Accounts accounts, GatewayClient gateway, List<EventOnSale> onSale)
            throws IOException, InterruptedException {
        Traffic traffic =
                new Traffic(gateway.as(accounts.buyers(1).getFirst()), gateway.as(accounts.organizer()), onSale);
        tell("Warming up");
        traffic.run(Math.max(1, times / 10));
        Path log = suite.suite().log(Databases.shardServer(0)).orElseThrow();
        long from = Files.size(log);
        tell("Measuring");
        traffic.run(times);
        TimeUnit.NANOSECONDS.sleep(LAST_EXPIRY.toNanos());
        return PlanLog.read(log, from);
    }

    private void tell(String line) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startNanos);
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%3d:%02d  %s%n", seconds / 60, seconds % 60, line);
        out.flush();
    }
}
