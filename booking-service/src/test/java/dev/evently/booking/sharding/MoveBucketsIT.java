package dev.evently.booking.sharding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.evently.booking.BookingServiceTest;
import dev.evently.booking.BoxOffice;
import dev.evently.booking.BoxOffice.Figures;
import dev.evently.booking.LedgerReplay;
import dev.evently.booking.OnOffer;
import dev.evently.booking.OnOffer.ProductOnOffer;
import dev.evently.booking.SecondInstance;
import dev.evently.booking.booking.BookingId;
import dev.evently.booking.booking.Bookings;
import dev.evently.booking.booking.ConfirmBooking;
import dev.evently.booking.booking.PaymentDesk;
import dev.evently.booking.booking.PaymentId;
import dev.evently.testing.servers.TestServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Buckets move to a new shard by the very commands of docs/operations.md, and go on where they stood. */
@BookingServiceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MoveBucketsIT {

    private static final Path PSQL = Path.of("/usr/bin/psql");
    private static final int OLD = 0;
    private static final int NEW = 4;
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Bucket MOVING = new Bucket(17);
    private static final Bucket STAYING = new Bucket(19);

    private final UUID buyer = UUID.randomUUID();
    private final TestServers servers = TestServers.shared();

    @TempDir
    Path folder;

    @BeforeAll
    void makeShards() {
        assumeTrue(Files.isExecutable(PSQL), "psql is not installed (Debian package postgresql-client)");
        IntStream.rangeClosed(0, NEW).mapToObj(MoveBucketsIT::database).forEach(database -> {
            servers.dropDatabase(database);
            servers.createDatabase(database);
        });
    }

    @AfterAll
    void dropShards() {
        IntStream.rangeClosed(0, NEW).mapToObj(MoveBucketsIT::database).forEach(servers::dropDatabase);
    }

    @Test
    void takeTheirEventsWithThem(@Autowired ApplicationContext first) throws Exception {
        OnOffer moving = OnOffer.in(MOVING, ProductOnOffer.of(10));
        OnOffer staying = OnOffer.in(STAYING, ProductOnOffer.of(10));
        UUID sold;
        UUID held;
        try (SecondInstance before = SecondInstance.beside(first, settings())) {
            BoxOffice office = before.office();
            office.publish(staying);
            office.publish(moving);
            sold = office.mustHold(buyer, 2, moving).id();
            paymentDesk(before).confirm(new BookingId(sold), new PaymentId(UUID.randomUUID()));
            held = office.mustHold(buyer, 3, moving).id();
            office.mustHold(buyer, 4, staying);
            Awaitility.await()
                    .atMost(LIMIT)
                    .untilAsserted(() -> assertThat(count(OLD, "ledger_checkpoint", "17, 17"))
                            .isPositive());
            Awaitility.await().atMost(LIMIT).until(() -> count(OLD, "outbox", "0, 1023") == 0);
        }

        run(script("BUCKETS=17,18"));
        run(script("UPDATE bucket_placement"));

        try (SecondInstance after = SecondInstance.beside(first, settings())) {
            BoxOffice office = after.office();
            assertThat(office.figures(moving)).isEqualTo(new Figures(10, 5, 3, 2, 0));
            assertThat(office.booking(buyer, sold).text("status")).isEqualTo("CONFIRMED");
            assertThat(office.cancel(buyer, held).status()).isEqualTo(200);
            office.mustHold(buyer, 1, moving);
            assertThat(office.figures(moving)).isEqualTo(new Figures(10, 7, 1, 2, 0));
            assertThat(office.figures(staying)).isEqualTo(new Figures(10, 6, 4, 0, 0));
            assertThat(office.inventory(moving).body().path("balanced").asBoolean())
                    .isTrue();
            LedgerReplay.assertEqualsState(after.bean(Shards.class), after.bean(JdbcClient.class), moving.id());
        }
        assertThat(count(NEW, "booking", "17, 17")).isEqualTo(3);
        assertThat(count(OLD, "booking", "17, 17")).isEqualTo(2);
        assertThat(count(NEW, "booking", "19, 19")).isZero();
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("spring.application.name", "booking-that-moves");
        // The sums that new entries are added to are remembered at once.
        settings.put("evently.ledger.checkpoint-every", "1");
        for (int shard = 0; shard <= NEW; shard++) {
            settings.put("evently.shards[" + shard + "].url", servers.postgresUrl(database(shard)));
            settings.put("evently.shards[" + shard + "].username", servers.postgresUser());
            settings.put("evently.shards[" + shard + "].password", servers.postgresPassword());
        }
        return settings;
    }

    private static String database(int shard) {
        return "booking_moving_%d_%d".formatted(ProcessHandle.current().pid(), shard);
    }

    private int count(int shard, String table, String buckets) {
        return JdbcClient.create(new DriverManagerDataSource(
                        servers.postgresUrl(database(shard)), servers.postgresUser(), servers.postgresPassword()))
                .sql("SELECT count(*) FROM " + table + " WHERE bucket BETWEEN " + buckets.replace(", ", " AND "))
                .query(Integer.class)
                .single();
    }

    /** The block of commands with these words in it. */
    private static String script(String words) throws IOException {
        Path page = Path.of(System.getProperty("evently.root"), "docs", "operations.md");
        return Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(page).replaceAll("(?m)^   ", ""))
                .results()
                .map(block -> block.group(1))
                .filter(block -> block.contains(words))
                .collect(Collectors.joining("\n"));
    }

    private void run(String commands) throws IOException, InterruptedException {
        assertThat(commands).isNotBlank();
        Path log = folder.resolve("commands.log");
        ProcessBuilder shell = new ProcessBuilder("bash", "-euo", "pipefail", "-c", commands)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        shell.environment().put("PGPASSWORD", servers.postgresPassword());
        shell.environment().put("BUCKETS", "17,18");
        for (int shard = 0; shard <= NEW; shard++) {
            String address = servers.postgresUrl(database(shard))
                    .substring("jdbc:".length())
                    .replace("://", "://" + servers.postgresUser() + "@");
            shell.environment().put("SHARD_" + shard, address);
        }
        int status = shell.start().waitFor();
        assertThat(status).as("%s", Files.readString(log)).isZero();
    }

    private static PaymentDesk paymentDesk(SecondInstance instance) {
        return new PaymentDesk(
                instance.bean(Shards.class),
                instance.bean(Bookings.class),
                instance.bean(ConfirmBooking.class),
                instance.bean(Clock.class));
    }
}
