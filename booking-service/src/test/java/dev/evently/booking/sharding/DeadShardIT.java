package dev.evently.booking.sharding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evently.booking.Answer;
import dev.evently.booking.BookingServiceTest;
import dev.evently.booking.BoxOffice;
import dev.evently.booking.BoxOffice.Figures;
import dev.evently.booking.BoxOffice.Wish;
import dev.evently.booking.OnOffer;
import dev.evently.booking.OnOffer.ProductOnOffer;
import dev.evently.booking.SecondInstance;
import dev.evently.testing.TestEvents;
import dev.evently.testing.TestTokens;
import dev.evently.testing.servers.TestServers;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;

/** A shard that is away takes its own events off sale and no others. */
@BookingServiceTest
class DeadShardIT {

    private static final Bucket DEAD = new Bucket(1_000);
    private static final Bucket ALIVE = new Bucket(10);

    private final UUID buyer = UUID.randomUUID();

    @Autowired
    BoxOffice office;

    @Autowired
    ApplicationContext context;

    @Autowired
    Environment environment;

    @Autowired
    Shards shards;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MeterRegistry metrics;

    @Test
    void startsWithoutAShardAndSellsTheOthersEvents() {
        OnOffer dead = office.publish(OnOffer.in(DEAD, ProductOnOffer.of(5)));
        OnOffer alive = office.publish(OnOffer.in(ALIVE, ProductOnOffer.of(5)));
        UUID onDead = office.mustHold(buyer, 1, dead).id();
        UUID onAlive = office.mustHold(buyer, 1, alive).id();

        try (SecondInstance second = SecondInstance.beside(
                context, Map.of("evently.shards[3].url", "jdbc:postgresql://127.0.0.1:1/nothing"))) {
            BoxOffice crippled = second.office();

            assertUnavailable(crippled.hold(buyer, 1, dead));
            assertUnavailable(crippled.booking(buyer, onDead));
            assertUnavailable(crippled.availability(dead));
            assertThat(crippled.hold(buyer, 1, alive).status()).isEqualTo(201);
            assertThat(crippled.booking(buyer, onAlive).status()).isEqualTo(200);
            assertThat(crippled.get("/health/ready", null).status()).isEqualTo(200);

            Answer list = crippled.get("/api/v1/bookings", TestTokens.user(buyer));
            assertThat(list.status()).isEqualTo(200);
            assertThat(list.headers().getFirst("Evently-Incomplete")).isEqualTo("true");
            assertThat(list.body().path("items")).hasSize(2);
        }
    }

    @Test
    void losesAndRegainsAShardWhileRunning() {
        OnOffer dead = office.publish(OnOffer.in(DEAD, ProductOnOffer.of(5)));
        OnOffer alive = office.publish(OnOffer.in(ALIVE, ProductOnOffer.of(5)));
        OnOffer toCome = OnOffer.in(DEAD, ProductOnOffer.of(5));
        UUID onDead = office.mustHold(buyer, 1, dead).id();
        String key = UUID.randomUUID().toString();
        Wish wish = new Wish(dead.product().id(), 2);

        allowConnections(false);
        try {
            Awaitility.await().untilAsserted(() -> assertUnavailable(office.hold(buyer, key, dead, wish)));
            Awaitility.await().until(() -> isShownUp(DEAD) == 0);
            assertThat(isShownUp(ALIVE)).isEqualTo(1);
            announce(toCome);
            OnOffer another = office.publish(OnOffer.in(ALIVE, ProductOnOffer.of(5)));
            assertThat(office.hold(buyer, 1, another).status()).isEqualTo(201);
            assertThat(office.hold(buyer, 1, alive).status()).isEqualTo(201);
        } finally {
            allowConnections(true);
        }

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> office.booking(buyer, onDead).status() == 200);
        // Whoever began to connect before the shard was back may still report it dead for a moment.
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> office.hold(buyer, key, dead, wish).status() == 201);
        assertThat(office.figures(dead)).isEqualTo(new Figures(5, 2, 3, 0, 0));
        Awaitility.await().until(() -> isShownUp(DEAD) == 1);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> office.hold(buyer, 1, toCome).status() == 201);
    }

    @Test
    void saysSoWhenAShardIsLostBeforeTheCommit() {
        assertThatThrownBy(() -> shards.inTransaction(DEAD, () -> {
                    int backend = jdbc.sql("SELECT pg_backend_pid()")
                            .query(Integer.class)
                            .single();
                    disconnect(backend);
                    return backend;
                }))
                .isInstanceOf(ShardUnavailableException.class);
    }

    @Test
    void saysSoWhenAShardIsLostInTheMiddleOfATransaction() {
        assertThatThrownBy(() -> shards.inTransaction(DEAD, () -> {
                    disconnect(jdbc.sql("SELECT pg_backend_pid()")
                            .query(Integer.class)
                            .single());
                    return jdbc.sql("SELECT 1").query(Integer.class).single();
                }))
                .isInstanceOf(ShardUnavailableException.class);
    }

    @Test
    void tellsAdministratorsOfAShardThatIsAway() {
        try (SecondInstance second = SecondInstance.beside(
                context, Map.of("evently.shards[3].url", "jdbc:postgresql://127.0.0.1:1/nothing"))) {
            long begin = System.nanoTime();
            Answer answer = second.office().get("/api/v1/admin/shards", TestTokens.user(buyer, "ADMIN"));
            Duration took = Duration.ofNanos(System.nanoTime() - begin);

            assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
            assertThat(took).isLessThan(Duration.ofSeconds(3));
            JsonNode shards = answer.body().path("items");
            assertThat(shards).hasSize(4);
            for (JsonNode shard : shards) {
                boolean away = shard.path("number").asInt() == 3;
                assertThat(shard.path("state").asString()).isEqualTo(away ? "DOWN" : "UP");
                assertThat(shard.path("buckets").asInt()).isEqualTo(256);
                assertThat(shard.path("sizeBytes").asLong() > 1_000_000).isEqualTo(!away);
                assertThat(shard.path("connections").asInt() > 0).isEqualTo(!away);
                assertThat(shard.path("replicas").isArray()).isEqualTo(!away);
            }
        }
    }

    @Test
    void tellsNobodyElseOfTheShards() {
        assertThat(office.get("/api/v1/admin/shards", TestTokens.user(buyer)).status())
                .isEqualTo(403);
        assertThat(office.get("/api/v1/admin/shards", null).status()).isEqualTo(401);
    }

    private static void announce(OnOffer offer) {
        String id = offer.id().toString();
        TestEvents.publish("evently.events", id, "dev.evently.event.EventPublished.v1", id, offer.data());
    }

    private static void assertUnavailable(Answer answer) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(503);
        assertThat(answer.problem()).isEqualTo("unavailable");
        assertThat(answer.headers().getFirst("Retry-After")).isNotNull();
    }

    /** Closes the database of the last shard to everybody and ends what is connected, or opens it again. */
    private void allowConnections(boolean allowed) {
        String url = environment.getRequiredProperty("evently.shards[3].url");
        String database = url.substring(url.lastIndexOf('/') + 1);
        JdbcClient server = server();
        server.sql("ALTER DATABASE \"" + database + "\" ALLOW_CONNECTIONS " + allowed)
                .update();
        if (!allowed) {
            server.sql("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = ?")
                    .param(database)
                    .query(Integer.class)
                    .single();
        }
    }

    private static void disconnect(int backend) {
        server().sql("SELECT pg_terminate_backend(?, 5000)")
                .param(backend)
                .query(Boolean.class)
                .single();
    }

    private static JdbcClient server() {
        TestServers servers = TestServers.shared();
        return JdbcClient.create(new DriverManagerDataSource(
                servers.postgresUrl("postgres"), servers.postgresUser(), servers.postgresPassword()));
    }

    private double isShownUp(Bucket bucket) {
        return metrics.get("evently.database.up")
                .tag("database", "shard-" + shards.shardOf(bucket).number())
                .gauge()
                .value();
    }
}
