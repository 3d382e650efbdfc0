package dev.evently.loadtest.chaos.restore;

import dev.evently.embedded.Folders;
import dev.evently.embedded.Launch;
import dev.evently.embedded.PostgresServer;
import dev.evently.embedded.ServerProcess;
import dev.evently.loadtest.chaos.audit.Finding;
import dev.evently.loadtest.chaos.havoc.Disks;
import dev.evently.loadtest.suite.OwnSuite;
import dev.evently.local.suite.DatabaseLogin;
import dev.evently.local.suite.Databases;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Looks at what two other restores bring back, on servers of their own: the archive alone, and a moment of the past. */
final class Beside {
    private static final Duration SERVER_LIMIT = Duration.ofMinutes(10);
    /** What a segment takes from the server to the archive. */
    private static final Duration ARCHIVING = Duration.ofSeconds(5);
    /** What a transaction takes from the time it writes down to its commit. */
    private static final Duration COMMITTING = Duration.ofSeconds(5);

    private final OwnSuite suite;
    private final Disks disks;
    private final String lost;
    private final Duration archiveEvery;
    private final Path log;
    private final BiConsumer<String, String> row;

    /**
     * @param lost the server that was lost and is there again
     * @param archiveEvery how long a commit may wait until the archive has it
     * @param log the archive as it was when the server was lost
     * @param row takes what is measured
     */
    Beside(OwnSuite suite, Disks disks, String lost, Duration archiveEvery, Path log, BiConsumer<String, String> row) {
        this.suite = suite;
        this.disks = disks;
        this.lost = lost;
        this.archiveEvery = archiveEvery;
        this.log = log;
        this.row = row;
    }

    /**
     * What is to be said of both.
     *
     * @param past a moment before the loss
     * @param events what was sold meanwhile
     */
    List<Finding> findings(Instant past, Instant loss, Set<UUID> events)
            throws IOException, SQLException, InterruptedException {
        Sold sold;
        try (Connection shard = connect(suite.shards().getFirst())) {
            sold = Sold.read(shard, events);
        }
        Sold archived = restored("archive alone", Optional.empty(), events);
        List<Instant> bookings = sold.bookingsMissingIn(archived, loss);
        List<Instant> captures = sold.capturesMissingIn(archived, loss);
        Duration age =
                Sold.age(Stream.concat(bookings.stream(), captures.stream()).toList(), loss);
        row.accept(
                "archive alone: lost",
                "%d bookings, %d captured payments, the oldest %.1f s before the loss"
                        .formatted(bookings.size(), captures.size(), age.toMillis() / 1e3));
        Sold then = restored("a moment of the past", Optional.of(past), events);
        int missing = sold.bookingsMissingIn(then, past.minus(COMMITTING)).size();
        row.accept(
                "a moment of the past: not there any more",
                "%d bookings, %d captured payments of %s before the loss"
                        .formatted(
                                sold.bookingsMissingIn(then, loss).size(),
                                sold.capturesMissingIn(then, loss).size(),
                                Duration.between(past, loss).toSeconds() + " s"));
        return List.of(
                new Finding(
                        "The archive alone loses no more than it was told to",
                        "%d s, and %d s to archive a segment"
                                .formatted(archiveEvery.toSeconds(), ARCHIVING.toSeconds()),
                        age.compareTo(archiveEvery.plus(ARCHIVING)) > 0
                                ? List.of("something is lost that was %s old".formatted(age))
                                : List.of()),
                new Finding(
                        "A moment of the past is what it was then",
                        "%,d bookings".formatted(then.bookings().size()),
                        missing + then.after(past) > 0
                                ? List.of("%d missing, %d too young".formatted(missing, then.after(past)))
                                : List.of()),
                new Finding(
                        "Restored ledgers equal their replay",
                        "of the archive alone and of a moment of the past",
                        Stream.concat(archived.unbalanced().stream(), then.unbalanced().stream())
                                .map(quota -> "quota " + quota)
                                .toList()));
    }

    private Sold restored(String what, Optional<Instant> moment, Set<UUID> events)
            throws IOException, SQLException, InterruptedException {
        Path folder = suite.data().resolve(lost + "-beside");
        PostgresServer.Settings settings =
                Disks.settings(lost + "-beside", folder, freePort(), suite.data(), suite.databasePassword());
        long begin = System.nanoTime();
        Launch launch = disks.of(lost).restoreBeside(settings, log, moment);
        String copied = RestoreRun.since(begin);
        long started = System.nanoTime();
        ServerProcess server = ServerProcess.start(launch, suite.notes().resolve("beside.log"));
        try {
            server.awaitReady(SERVER_LIMIT);
            row.accept(what, "copied in %s, replayed in %s".formatted(copied, RestoreRun.since(started)));
            try (Connection shard =
                    connect("jdbc:postgresql://127.0.0.1:" + settings.port() + "/" + Databases.shardDatabase(0))) {
                return Sold.read(shard, events);
            }
        } finally {
            server.stop();
            Folders.delete(folder);
        }
    }

    private Connection connect(String address) throws IOException, SQLException {
        return DriverManager.getConnection(address, DatabaseLogin.USER, suite.databasePassword());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
