package dev.evently.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evently.embedded.Launch;
import dev.evently.embedded.PostgresReplica;
import dev.evently.embedded.PostgresServer;
import dev.evently.embedded.ServerProcess;
import dev.evently.testing.TestTokens;
import dev.evently.testing.servers.TestServers;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;

/** The service over a primary and a streaming replica of its own, which are paused and killed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadReplicasIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Duration MAX_LAG = Duration.ofSeconds(5);
    private static final String USER = "evently";
    private static final String PASSWORD = "secret";

    private final List<ServerProcess> running = new ArrayList<>();
    private PostgresReplica replica;
    private ServerProcess replicaProcess;
    private ConfigurableApplicationContext service;
    private EventApi visitor;
    private EventApi owner;
    private String organizerId;

    @TempDir
    static Path folder;

    @BeforeAll
    void start() throws Exception {
        PostgresServer primary = PostgresServer.prepare(settings("primary"));
        run(primary.launch());
        primary.createDatabase("event");
        replica = PostgresReplica.prepare(settings("replica"), primary);
        replicaProcess = run(replica.launch());
        TestServers servers = TestServers.shared();
        service = new SpringApplicationBuilder(EventServiceApplication.class)
                .run(
                        "--server.port=0",
                        "--eureka.client.enabled=false",
                        "--spring.kafka.bootstrap-servers=" + servers.kafkaBootstrapServers(),
                        "--evently.redis.url=" + servers.redisUrl(),
                        "--evently.issuer=" + TestTokens.issuer(),
                        "--spring.datasource.url=" + primary.jdbcUrl("event"),
                        "--spring.datasource.username=" + USER,
                        "--spring.datasource.password=" + PASSWORD,
                        "--evently.replicas[0].url=" + replica.jdbcUrl("event"),
                        "--evently.replicas[0].username=" + USER,
                        "--evently.replicas[0].password=" + PASSWORD,
                        "--evently.replicas[1].url=" + primary.jdbcUrl("event"),
                        "--evently.replicas[1].username=" + USER,
                        "--evently.replicas[1].password=" + PASSWORD,
                        "--evently.reading.max-lag=" + MAX_LAG,
                        "--evently.reading.probe-interval=200ms");
        visitor = EventApi.anybody(service.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
        owner = visitor.as(UUID.randomUUID());
        organizerId = owner.organizer();
    }

    @AfterAll
    void stop() throws Exception {
        if (service != null) {
            service.close();
        }
        for (ServerProcess process : running.reversed()) {
            process.stop();
        }
    }

    @BeforeEach
    void replicaIsWell() {
        awaitState("UP");
    }

    @Test
    void showsAWriterHisOwnWriteAndOthersWhatTheReplicaHas() {
        String event = publish("Before");
        EventApi stranger = visitor.as(UUID.randomUUID());
        await().atMost(LIMIT).until(() -> found(stranger, event).equals("Before"));
        pause();
        try {
            rename(event, "After");

            assertThat(title(owner, event)).isEqualTo("After");
            assertThat(found(owner, event)).isEqualTo("After");
            // Who asks for an organizer's events in his own name is not answered from the cache.
            assertThat(found(stranger, event)).isEqualTo("Before");
        } finally {
            resume();
        }
        await().atMost(LIMIT).until(() -> found(stranger, event).equals("After"));
    }

    @Test
    void takesTheServerThatIsThePrimaryNowForNoReplicaThatIsAway() {
        await().atMost(LIMIT)
                .until(() -> replicaView(1).path("state").asString().equals("PRIMARY"));
        assertThat(shown("evently.replica.up", 1)).isNaN();
        assertThat(shown("evently.replica.lag", 1)).isNaN();
    }

    @Test
    void letsNoReplicaPutWhatItStillHasIntoTheCache() {
        String event = publish("Before");
        await().atMost(LIMIT).until(() -> title(visitor, event).equals("Before"));
        assertThat(found(visitor, event)).isEqualTo("Before");
        pause();
        try {
            rename(event, "After");

            assertThat(title(visitor, event)).isEqualTo("After");
            assertThat(found(visitor, event)).isEqualTo("After");
        } finally {
            resume();
        }
    }

    @Test
    void leavesAReplicaOutThatIsTooFarBehindAndTakesItBack() {
        String event = publish("Before");
        pause();
        try {
            rename(event, "After");

            EventApi stranger = visitor.as(UUID.randomUUID());
            await().atMost(LIMIT).until(() -> found(stranger, event).equals("After"));
            awaitState("LAGGING");
            await().atMost(LIMIT).until(() -> replicaView(0).path("lagMillis").asLong() > MAX_LAG.toMillis());
        } finally {
            resume();
        }

        awaitState("UP");
        assertThat(replicaView(0).path("lagMillis").asLong()).isLessThan(MAX_LAG.toMillis());
    }

    @Test
    void keepsReadingWhileAReplicaDiesAndTakesItBack() throws Exception {
        String event = publish("Immortal");
        AtomicBoolean dead = new AtomicBoolean();
        AtomicInteger readsAfterDeath = new AtomicInteger();
        try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> reading = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                reading.add(readers.submit(() -> {
                    while (readsAfterDeath.get() < 200) {
                        visitor.get("/events/" + event).expect(200);
                        visitor.get("/events?limit=1").expect(200);
                        if (dead.get()) {
                            readsAfterDeath.incrementAndGet();
                        }
                    }
                }));
            }
            replicaProcess.handle().destroyForcibly();
            replicaProcess.handle().onExit().get();
            dead.set(true);
            for (Future<?> reader : reading) {
                reader.get();
            }
        }
        awaitState("DOWN");

        replicaProcess = run(replica.launch());

        awaitState("UP");
    }

    @Test
    void tellsAdministratorsAlone() {
        owner.get("/admin/replicas").expectProblem(403, "forbidden");
        visitor.get("/admin/replicas").expectProblem(401, "unauthenticated");
    }

    private String publish(String title) {
        return owner.publish(EventApi.eventBody(organizerId, null, title, Duration.ofDays(9)));
    }

    private void rename(String event, String title) {
        String etag = owner.get("/events/" + event).expect(200).header("ETag");
        owner.patch("/events/" + event, "{\"title\":\"" + title + "\"}", "If-Match", etag)
                .expect(200);
    }

    private static String title(EventApi reader, String event) {
        EventApi.Answer answer = reader.get("/events/" + event);
        return answer.status() == 200 ? answer.text("title") : "";
    }

    private String found(EventApi reader, String event) {
        for (JsonNode item : reader.get("/events?organizerId=" + organizerId)
                .expect(200)
                .body()
                .path("items")) {
            if (item.path("id").asString().equals(event)) {
                return item.path("title").asString();
            }
        }
        return "";
    }

    private void awaitState(String state) {
        await().atMost(LIMIT)
                .until(() -> replicaView(0).path("state").asString().equals(state));
        await().atMost(LIMIT).until(() -> shown("evently.replica.up", 0) == (state.equals("UP") ? 1 : 0));
        await().atMost(LIMIT).until(() -> !state.equals("UP") || shown("evently.replica.lag", 0) >= 0);
    }

    private double shown(String metric, int replica) {
        return service.getBean(MeterRegistry.class)
                .get(metric)
                .tag("replica", Integer.toString(replica))
                .gauge()
                .value();
    }

    private JsonNode replicaView(int replica) {
        return visitor.asAdmin()
                .get("/admin/replicas")
                .expect(200)
                .body()
                .path("items")
                .path(replica);
    }

    private void pause() {
        onReplica("SELECT pg_wal_replay_pause()::text");
        await().atMost(LIMIT)
                .until(() -> onReplica("SELECT pg_get_wal_replay_pause_state()").equals("paused"));
    }

    private void resume() {
        onReplica("SELECT pg_wal_replay_resume()::text");
    }

    private String onReplica(String sql) {
        return JdbcClient.create(new DriverManagerDataSource(replica.jdbcUrl("event"), USER, PASSWORD))
                .sql(sql)
                .query(String.class)
                .single();
    }

    private ServerProcess run(Launch launch) throws Exception {
        ServerProcess process = ServerProcess.start(launch, folder.resolve(launch.name() + ".log"));
        running.add(process);
        process.awaitReady(LIMIT);
        return process;
    }

    private static PostgresServer.Settings settings(String name) throws IOException {
        Path binaries = Path.of("target", "test-binaries");
        return new PostgresServer.Settings(name, folder.resolve(name), binaries, freePort(), USER, PASSWORD, 50, true);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
