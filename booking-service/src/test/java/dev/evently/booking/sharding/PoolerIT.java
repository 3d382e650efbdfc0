package dev.evently.booking.sharding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.evently.booking.Answer;
import dev.evently.booking.BookingServiceTest;
import dev.evently.booking.BoxOffice;
import dev.evently.booking.BoxOffice.Figures;
import dev.evently.booking.OnOffer;
import dev.evently.booking.OnOffer.ProductOnOffer;
import dev.evently.booking.SecondInstance;
import dev.evently.booking.Together;
import dev.evently.booking.payment.Cashier;
import dev.evently.booking.payment.StubProvider;
import dev.evently.testing.KafkaProbe;
import dev.evently.testing.servers.TestServers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Everything works, on databases that are made through it, behind a pooler that shares connections by transaction. */
@BookingServiceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PoolerIT {

    private static final int SHARDS = 4;

    @TempDir
    static Path folder;

    @Autowired
    ApplicationContext first;

    private Pooler pooler;
    private StubProvider provider;
    private SecondInstance pooled;

    @BeforeAll
    void start() throws Exception {
        Optional<PoolerProgram> program = PoolerProgram.find();
        assumeTrue(program.isPresent(), "PgBouncer is not installed and cannot be fetched (Debian package pgbouncer)");
        pooler = Pooler.start(program.get(), folder);
        provider = new StubProvider();
        Map<String, String> settings = new HashMap<>();
        // A name of its own is a consumer group of its own.
        settings.put("spring.application.name", "booking-behind-pooler");
        settings.put("evently.payments.provider-url", provider.url().toString());
        for (int shard = 0; shard < SHARDS; shard++) {
            String database =
                    "booking_pooled_%d_%d".formatted(ProcessHandle.current().pid(), shard);
            TestServers.shared().dropDatabase(database);
            TestServers.shared().createDatabase(database);
            settings.put("evently.shards[" + shard + "].url", pooler.url(database));
        }
        pooled = SecondInstance.sellingBeside(first, settings);
    }

    @AfterAll
    void stop() {
        if (pooled != null) {
            pooled.close();
        }
        if (provider != null) {
            provider.close();
        }
        if (pooler != null) {
            pooler.close();
        }
    }

    @Test
    void holdsSellsAndCancels() {
        BoxOffice office = pooled.office();
        Cashier cashier = pooled.bean(Cashier.class);
        UUID buyer = UUID.randomUUID();
        OnOffer offer = office.publish(OnOffer.with(ProductOnOffer.of(10)));
        try (KafkaProbe bookings = KafkaProbe.on("evently.bookings")) {
            UUID booking = cashier.mustBuy(buyer, 2, offer);
            assertThat(cashier.tickets(buyer, booking)).hasSize(2);
            assertThat(office.figures(offer)).isEqualTo(new Figures(10, 8, 0, 2, 0));
            bookings.awaitType("dev.evently.booking.BookingConfirmed.v1", booking.toString());

            assertThat(office.cancel(buyer, booking).status()).isEqualTo(200);

            assertThat(office.figures(offer)).isEqualTo(new Figures(10, 10, 0, 0, 0));
            bookings.awaitType("dev.evently.booking.BookingCancelled.v1", booking.toString());
            Cashier.patiently()
                    .until(() -> office.booking(buyer, booking).text("status").equals("CANCELLED"));
        }
    }

    @Test
    void sellsEachPlaceOnce() throws Exception {
        BoxOffice office = pooled.office();
        OnOffer offer = office.publish(OnOffer.with(ProductOnOffer.of(10)));

        List<Answer> answers = Together.times(40, i -> office.hold(UUID.randomUUID(), 1, offer));

        assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(10);
        assertThat(answers.stream().filter(answer -> answer.problem().equals("sold-out")))
                .hasSize(30);
        assertThat(office.figures(offer)).isEqualTo(new Figures(10, 0, 10, 0, 0));
    }

    /** Isolation that is set on a connection would be lost by the reader, and found by a writer. */
    @Test
    void keepsTheIsolationOfEachTransactionToItself() throws Exception {
        Shards shards = pooled.bean(Shards.class);
        JdbcClient jdbc = pooled.bean(JdbcClient.class);
        Bucket bucket = new Bucket(7);

        List<Boolean> right = Together.times(
                80,
                i -> i % 2 == 0
                        ? shards.inSnapshot(bucket, () -> isolation(jdbc)).equals("repeatable read")
                        : shards.inTransaction(bucket, () -> isolation(jdbc)).equals("read committed"));

        assertThat(right).containsOnly(true);
    }

    private static String isolation(JdbcClient jdbc) {
        return jdbc.sql("SHOW transaction_isolation").query(String.class).single();
    }
}
