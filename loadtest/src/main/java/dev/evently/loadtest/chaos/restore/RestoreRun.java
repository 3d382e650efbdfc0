package dev.evently.loadtest.chaos.restore;

import dev.evently.loadtest.chaos.audit.Audit;
import dev.evently.loadtest.chaos.audit.Finding;
import dev.evently.loadtest.chaos.audit.Quiet;
import dev.evently.loadtest.chaos.audit.Scene;
import dev.evently.loadtest.chaos.crowd.Answers;
import dev.evently.loadtest.chaos.crowd.Buyer;
import dev.evently.loadtest.chaos.crowd.Crowd;
import dev.evently.loadtest.chaos.crowd.Desk;
import dev.evently.loadtest.chaos.crowd.Diary;
import dev.evently.loadtest.chaos.crowd.Offering;
import dev.evently.loadtest.chaos.crowd.Organizer;
import dev.evently.loadtest.chaos.havoc.Disks;
import dev.evently.loadtest.plans.Fill;
import dev.evently.loadtest.sale.Accounts;
import dev.evently.loadtest.sale.Catalogue;
import dev.evently.loadtest.suite.Commentary;
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
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One drill: fill, back up, lose, restore, audit, and look at what other restores would have brought back. */
final class RestoreRun {
    private static final String LOST = Databases.shardServer(0);
    private static final int FILLED_EVENTS = 40;
    private static final int EVENTS = 10;
    private static final int CAPACITY = 5_000;
    /** Longer than the restore of a disk takes. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Duration FOLLOW_BEYOND_HOLD = Duration.ofMinutes(2);
    /** Somebody commits within this time while the sale goes on. */
    private static final Duration SEEN_BY_COMMITS = Duration.ofSeconds(2);

    private static final Duration SERVER_LIMIT = Duration.ofMinutes(10);

    private final Plan plan;
    private final OwnSuite suite;
    private final PrintWriter out;
    private final Clock clock = Clock.systemUTC();
    private final Answers answers = new Answers();
    private final Commentary commentary;
    private final List<String> table = new ArrayList<>();

    /**
     * What is to happen.
     *
     * @param filled bookings that the shard has before
     * @param bookings what buyers begin meanwhile
     * @param archiveEvery how long a commit may wait until the archive has it
     * @param quietLimit how long the suite may take afterwards until nothing is under way
     */
    record Plan(
            long filled,
            int bookings,
            int buyers,
            Duration archiveEvery,
            long seed,
            Duration holdTime,
            Duration quietLimit) {}

    RestoreRun(Plan plan, OwnSuite suite, PrintWriter out) {
        this.plan = plan;
        this.suite = suite;
        this.out = out;
        this.commentary = new Commentary(out);
    }

    /** Whether nothing was lost that must not be. */
    boolean call() throws IOException, StartFailure, InterruptedException {
        suite.up();
        GatewayClient gateway = GatewayClient.of(suite.gateway());
        try {
            fill(gateway);
            Disks disks = new Disks(suite);
            disks.archive(plan.archiveEvery());
            Instant since = clock.instant();
            Desk desk = new Desk(
                    suite.gateway(), suite.secrets().password("chaos.accounts"), PATIENCE, answers, commentary::time);
            Buyer owner = desk.register("restore-organizer");
            List<Offering> all =
                    new Organizer(gateway.as(owner.token()), clock).publish(Collections.nCopies(EVENTS, CAPACITY));
            Set<UUID> onLost = onLostShard(all);
            Probe lost = new Probe(
                    gateway.as(desk.register("restore-probe").token()), first(all, o -> onLost.contains(o.id())));
            Probe other = new Probe(
                    gateway.as(desk.register("restore-probe").token()), first(all, o -> !onLost.contains(o.id())));
            List<Offering> sold = all.stream()
                    .filter(offering -> !lost.asksFor(offering) && !other.asksFor(offering))
                    .toList();
            Crowd crowd = Crowd.gather(
                    desk, plan.buyers(), plan.buyers(), plan.holdTime().plus(FOLLOW_BEYOND_HOLD));
            List<Finding> findings = new ArrayList<>();
            Sale sale = sell(crowd, sold, disks, lost, other);
            commentary.tell("Everybody has done what they came for; waiting until nothing is under way");
            Map<String, Long> left = new Quiet(Scene.of(suite)).await(plan.quietLimit());
            findings.add(Finding.ofRest(left));
            Set<UUID> events = sold.stream().map(Offering::id).collect(Collectors.toSet());
            findings.addAll(new Audit(Scene.of(suite), events, since)
                    .findings(sale.diaries(), gateway.as(desk.freshToken(owner))));
            findings.addAll(new Beside(suite, disks, LOST, plan.archiveEvery(), archiveThen(), this::row)
                    .findings(sale.past(), sale.loss(), events));
            return report(findings, other);
        } catch (SQLException e) {
            throw new IOException("A database: " + e.getMessage(), e);
        }
    }

    /** Without the service, whose jobs would look through tables that have no index for the moment. */
    private void fill(GatewayClient gateway) throws IOException, SQLException, StartFailure, InterruptedException {
        if (plan.filled() == 0) {
            return;
        }
        GatewayClient organizer = gateway.as(new Accounts(gateway, suite.secrets()).organizer());
        new Catalogue(suite.data(), organizer, clock).kept(FILLED_EVENTS);
        Optional<RunningProcess> service = suite.suite().process("booking-service");
        if (service.isPresent()) {
            service.get().kill();
        }
        commentary.tell("Filling the shard with %,d bookings".formatted(plan.filled()));
        try (Connection shard = connectLost()) {
            new Fill(shard, UUID.randomUUID(), commentary::tell).add(1, plan.filled());
        }
        suite.up();
    }

    /** What the buyers were told, and the moments that restores are compared with. */
    private record Sale(List<Diary> diaries, Instant past, Instant loss) {}

    private Sale sell(Crowd crowd, List<Offering> sold, Disks disks, Probe lost, Probe other)
            throws IOException, SQLException, StartFailure, InterruptedException {
        Turn turn = new Turn();
        commentary.tell("On sale; the buyers come");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                Future<List<Diary>> sale =
                        threads.submit(() -> crowd.buy(plan.bookings(), sold, new Random(plan.seed()), turn));
                turn.awaitBegun(plan.bookings() / 8);
                backUp(disks);
                Written before = Written.now(this::connectLost);
                turn.awaitBegun(plan.bookings() / 2);
                Instant past = clock.instant();
                awaitArchived(disks.of(LOST).log(), past.plus(SEEN_BY_COMMITS));
                turn.awaitBegun(plan.bookings() * 3 / 4);
                row(
                        "log written since, for each booking",
                        Written.now(this::connectLost).since(before));
                Instant loss = lose(disks);
                Future<?> asking = threads.submit(other::ask);
                restore(disks, lost);
                asking.cancel(true);
                return new Sale(sale.get(), past, loss);
            } catch (ExecutionException e) {
                throw new IOException("The sale: " + e.getCause(), e);
            } finally {
                threads.shutdownNow();
            }
        }
    }

    private void backUp(Disks disks) throws IOException {
        long begin = System.nanoTime();
        long bytes = disks.backUp(LOST);
        row("base backup, while it sells", "%,.0f MB in %s".formatted(bytes / 1e6, since(begin)));
    }

    /** Where the archive ends before a moment, nobody can be brought there. */
    private static void awaitArchived(Path log, Instant moment) throws IOException, InterruptedException {
        while (true) {
            try (Stream<Path> segments = Files.list(log)) {
                for (Path segment : segments.toList()) {
                    if (Files.exists(segment)
                            && Files.getLastModifiedTime(segment).toInstant().isAfter(moment)) {
                        return;
                    }
                }
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private Instant lose(Disks disks) throws IOException, InterruptedException {
        RunningProcess server = suite.suite()
                .process(LOST)
                .orElseThrow(() -> new IOException(LOST + " has ended by itself; see its log"));
        server.kill();
        Instant loss = clock.instant();
        disks.lose(LOST);
        Path log = disks.of(LOST).log();
        Files.createDirectories(archiveThen());
        try (Stream<Path> segments = Files.list(log)) {
            for (Path segment :
                    segments.filter(file -> !file.toString().endsWith(".part")).toList()) {
                Files.createLink(archiveThen().resolve(segment.getFileName()), segment);
            }
        }
        row("log in the archive", "%,.0f MB".formatted(Disks.bytes(archiveThen()) / 1e6));
        commentary.tell("kill -9 " + LOST + ", and its disk is lost");
        return loss;
    }

    /** The archive as it was when the disk was lost: what survived of the server's own log is added to it later. */
    private Path archiveThen() {
        return suite.notes().resolve("archive-then");
    }

    private void restore(Disks disks, Probe lost) throws IOException, StartFailure, InterruptedException {
        long begin = System.nanoTime();
        disks.restore(LOST);
        row("base backup copied back", since(begin));
        long copied = System.nanoTime();
        suite.up();
        row("log replayed, server and service answer", since(copied));
        while (!lost.sells()) {
            if (System.nanoTime() - copied > SERVER_LIMIT.toNanos()) {
                throw new IOException("The restored shard does not sell");
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        row("its events are sold again", since(begin) + " after the restore began");
        commentary.tell("Restored");
    }

    private boolean report(List<Finding> findings, Probe other) throws IOException {
        row("the other shard meanwhile", other.told());
        out.println();
        table.forEach(out::println);
        out.println();
        out.println("Answers           " + answers.counts());
        out.println();
        findings.forEach(finding -> out.println(finding.line()));
        out.println();
        boolean well = findings.stream().allMatch(Finding::kept);
        List<String> broken = findings.stream()
                .flatMap(finding -> finding.broken().stream().map(why -> finding.promise() + ": " + why))
                .toList();
        Files.write(suite.notes().resolve("broken.txt"), broken);
        broken.stream().limit(10).forEach(out::println);
        commentary.tell(well ? "Every promise was kept" : "NOT every promise was kept; see " + suite.notes());
        return well;
    }

    private Set<UUID> onLostShard(List<Offering> offerings) throws IOException, SQLException {
        Set<UUID> there = new HashSet<>();
        try (Connection shard = connectLost();
                PreparedStatement statement = shard.prepareStatement("SELECT id FROM sale_event WHERE id = ANY (?)")) {
            statement.setArray(
                    1,
                    shard.createArrayOf(
                            "uuid", offerings.stream().map(Offering::id).toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    there.add(rows.getObject(1, UUID.class));
                }
            }
        }
        return there;
    }

    private static Offering first(List<Offering> offerings, Predicate<Offering> which) throws IOException {
        return offerings.stream()
                .filter(which)
                .findFirst()
                .orElseThrow(() -> new IOException("All events happen to be on one shard; try again"));
    }

    private Connection connectLost() throws IOException, SQLException {
        return DriverManager.getConnection(suite.shards().getFirst(), DatabaseLogin.USER, suite.databasePassword());
    }

    private void row(String what, String figures) {
        table.add("%-42s %s".formatted(what, figures));
    }

    static String since(long begin) {
        return "%.1f s".formatted((System.nanoTime() - begin) / 1e9);
    }
}
