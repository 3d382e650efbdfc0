package dev.evently.loadtest.chaos;

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
import dev.evently.loadtest.chaos.havoc.Havoc;
import dev.evently.loadtest.chaos.havoc.Round;
import dev.evently.loadtest.chaos.havoc.Sabotage;
import dev.evently.loadtest.chaos.havoc.Victim;
import dev.evently.loadtest.suite.Commentary;
import dev.evently.loadtest.suite.OwnSuite;
import dev.evently.local.client.GatewayClient;
import dev.evently.local.suite.StartFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One crash test: start, sell while servers die, wait for quiet, audit. */
final class ChaosRun {
    /** A payment that a dying service left half-way is decided by its reconciler within 40 s. */
    private static final Duration PATIENCE = Duration.ofSeconds(100);

    private static final Duration FOLLOW_BEYOND_HOLD = Duration.ofSeconds(45);
    private static final Duration ARCHIVE_EVERY = Duration.ofSeconds(60);
    private static final Duration PROGRESS = Duration.ofSeconds(10);
    /** Places per booking that is begun, so that some come too late. Buyers want two on average. */
    private static final double SCARCITY = 1.1;

    private final Plan plan;
    private final OwnSuite suite;
    private final PrintWriter out;
    private final Commentary commentary;
    private final Clock clock = Clock.systemUTC();
    private final Answers answers = new Answers();

    /**
     * What is to happen.
     *
     * @param victims what may die
     * @param holdTime how long a hold lasts
     * @param quietLimit how long the suite may take afterwards until nothing is under way
     * @param sabotage a fault to build in first
     */
    record Plan(
            int bookings,
            int events,
            int buyers,
            int rounds,
            Set<Victim> victims,
            long seed,
            Duration holdTime,
            Duration quietLimit,
            @Nullable Sabotage sabotage) {
        Plan {
            victims = Set.copyOf(victims);
        }

        String repeatedBy() {
            String kill = victims.stream().sorted().map(Enum::name).collect(Collectors.joining(","));
            return "--bookings %d --events %d --buyers %d --rounds %d --kill %s --hold-seconds %d --seed %d"
                    .formatted(bookings, events, buyers, rounds, kill, holdTime.toSeconds(), seed);
        }
    }

    ChaosRun(Plan plan, OwnSuite suite, PrintWriter out) {
        this.plan = plan;
        this.suite = suite;
        this.out = out;
        this.commentary = new Commentary(out);
    }

    /** Whether every promise was kept. */
    boolean call() throws IOException, StartFailure, InterruptedException {
        commentary.tell("%,d bookings by %d buyers of %d events, %d rounds; again with %s"
                .formatted(plan.bookings(), plan.buyers(), plan.events(), plan.rounds(), plan.repeatedBy()));
        suite.up();
        sabotage();
        Disks disks = new Disks(suite);
        if (plan.victims().contains(Victim.SHARD_DISK)) {
            disks.archive(ARCHIVE_EVERY);
        }
        Instant since = clock.instant();
        Desk desk = new Desk(
                suite.gateway(), suite.secrets().password("chaos.accounts"), PATIENCE, answers, commentary::time);
        Buyer owner = desk.register("chaos-organizer");
        GatewayClient gateway = GatewayClient.of(suite.gateway());
        List<Offering> offerings = new Organizer(gateway.as(owner.token()), clock).publish(capacities());
        Crowd crowd =
                Crowd.gather(desk, plan.buyers(), plan.buyers(), plan.holdTime().plus(FOLLOW_BEYOND_HOLD));
        commentary.tell("On sale; the buyers come");
        List<Round> rounds = Round.random(
                new Random(plan.seed()),
                plan.rounds(),
                plan.bookings(),
                Scene.of(suite).shards().size(),
                plan.victims());
        Havoc havoc = new Havoc(suite.suite(), suite.settings(), rounds, disks, commentary::tell);
        List<Diary> diaries = sell(crowd, offerings, havoc);
        keep("diaries.txt", diaries.stream().flatMap(ChaosRun::lines).toList());
        commentary.tell("Everybody has done what they came for; waiting until nothing is under way");
        Map<String, Long> left = new Quiet(Scene.of(suite)).await(plan.quietLimit());
        commentary.tell(
                left.isEmpty()
                        ? "Quiet"
                        : "Not quiet after " + plan.quietLimit().toSeconds() + " s: " + left);
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ofRest(left));
        Set<UUID> events = offerings.stream().map(Offering::id).collect(Collectors.toSet());
        findings.addAll(
                new Audit(Scene.of(suite), events, since).findings(diaries, gateway.as(desk.freshToken(owner))));
        return report(findings, havoc);
    }

    private void sabotage() throws IOException {
        Sabotage fault = plan.sabotage();
        if (fault == null) {
            return;
        }
        commentary.tell("SABOTAGE " + fault + ": the checks must fail");
        for (String shard : Scene.of(suite).shards()) {
            try (Connection connection = Scene.of(suite).connect(shard)) {
                fault.into(connection);
            } catch (SQLException e) {
                throw new IOException("The fault cannot be built in: " + e.getMessage(), e);
            }
        }
    }

    private List<Integer> capacities() {
        int hot = (int) (plan.bookings() * SCARCITY * 0.3);
        int other = (int) (plan.bookings() * SCARCITY * 0.7 / plan.events());
        List<Integer> capacities = new ArrayList<>(List.of(hot + other));
        for (int i = 1; i < plan.events(); i++) {
            capacities.add(Math.max(4, other));
        }
        return capacities;
    }

    private List<Diary> sell(Crowd crowd, List<Offering> offerings, Havoc havoc)
            throws IOException, StartFailure, InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<List<Diary>> sale =
                    threads.submit(() -> crowd.buy(plan.bookings(), offerings, new Random(plan.seed()), havoc));
            Future<?> dying = threads.submit(() -> {
                havoc.wreak();
                return null;
            });
            Future<?> progress = threads.submit(() -> tellProgress(crowd));
            try {
                dying.get();
                return sale.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof StartFailure failure) {
                    throw failure;
                }
                if (e.getCause() instanceof IOException failure) {
                    throw failure;
                }
                throw new IllegalStateException(e.getCause());
            } finally {
                progress.cancel(true);
                threads.shutdownNow();
            }
        }
    }

    private void tellProgress(Crowd crowd) {
        try {
            while (true) {
                TimeUnit.NANOSECONDS.sleep(PROGRESS.toNanos());
                commentary.tell("%,d of %,d bookings begun, %,d ended"
                        .formatted(crowd.begun(), plan.bookings(), crowd.ended()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean report(List<Finding> findings, Havoc havoc) throws IOException {
        out.println();
        out.println("Killed with -9    " + havoc.killed());
        out.println("Answers           " + answers.counts());
        out.println();
        findings.forEach(finding -> out.println(finding.line()));
        out.println();
        boolean well = findings.stream().allMatch(Finding::kept);
        if (!well) {
            tellBroken(findings);
        }
        commentary.tell(well ? "Every promise was kept" : "NOT every promise was kept");
        return well;
    }

    private void tellBroken(List<Finding> findings) throws IOException {
        List<String> all = findings.stream()
                .flatMap(finding -> finding.broken().stream().map(why -> finding.promise() + ": " + why))
                .toList();
        Path file = keep("broken.txt", all);
        int shown = 10;
        all.stream().limit(shown).forEach(out::println);
        if (all.size() > shown) {
            out.printf("and %,d more%n", all.size() - shown);
        }
        out.println();
        out.println("All of it is in " + file);
        out.println("Each request with its answer, by key: " + suite.notes().resolve("diaries.txt"));
        out.println("Logs of the last start of each process, and of the one before: "
                + suite.data().resolve("logs"));
        out.println("To look into the databases: " + suite.upAgain() + "  (password in "
                + suite.data().resolve("secrets.properties") + ")");
        out.println("The same buyers and kills again: ./evently chaos bookings " + plan.repeatedBy());
        out.println();
    }

    private Path keep(String name, List<String> lines) throws IOException {
        Path file = suite.notes().resolve(name);
        Files.write(file, lines);
        return file;
    }

    private static Stream<String> lines(Diary diary) {
        return Stream.concat(
                Stream.of("key %s, buyer %s, event %s".formatted(diary.key(), diary.buyer(), diary.event())),
                Stream.concat(
                        diary.entries().stream().map(entry -> "  " + entry),
                        diary.claims().stream().map(claim -> "  = " + claim)));
    }
}
