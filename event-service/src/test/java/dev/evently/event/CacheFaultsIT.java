package dev.evently.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evently.embedded.Launch;
import dev.evently.embedded.PostgresServer;
import dev.evently.embedded.RedisServer;
import dev.evently.embedded.ServerProcess;
import dev.evently.testing.TestTokens;
import dev.evently.testing.servers.TestServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** The service over a database and a Redis of its own, with a password, which are stopped, frozen and killed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CacheFaultsIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String PASSWORD = "of-redis";
    private static final Path BINARIES = Path.of("target", "test-binaries");

    private Launch databaseLaunch;
    private Launch redisLaunch;
    private ServerProcess database;
    private ServerProcess redis;
    private ConfigurableApplicationContext service;
    private EventApi visitor;
    private EventApi owner;
    private String organizerId;

    @TempDir
    static Path folder;

    @BeforeAll
    void start() throws Exception {
        PostgresServer postgres = PostgresServer.prepare(new PostgresServer.Settings(
                folder.resolve("postgres"), BINARIES, freePort(), "evently", "secret", 50, true));
        databaseLaunch = postgres.launch();
        database = run(databaseLaunch);
        postgres.createDatabase("event");
        RedisServer redisServer = RedisServer.prepare(folder.resolve("redis"), BINARIES, freePort());
        redisLaunch = redisServer.launch("--requirepass", PASSWORD);
        redis = run(redisLaunch);
        service = new SpringApplicationBuilder(EventServiceApplication.class)
                .run(
                        "--server.port=0",
                        "--eureka.client.enabled=false",
                        "--spring.kafka.bootstrap-servers="
                                + TestServers.shared().kafkaBootstrapServers(),
                        "--evently.redis.url=" + redisServer.url(),
                        "--evently.redis.password=" + PASSWORD,
                        "--evently.issuer=" + TestTokens.issuer(),
                        "--spring.datasource.url=" + postgres.jdbcUrl("event"),
                        "--spring.datasource.username=evently",
                        "--spring.datasource.password=secret",
                        "--spring.datasource.hikari.connection-timeout=1000");
        visitor = EventApi.anybody(service.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
        owner = visitor.as(UUID.randomUUID());
        organizerId = owner.organizer();
    }

    @AfterAll
    void stop() throws Exception {
        if (service != null) {
            service.close();
        }
        if (redis != null) {
            redis.stop();
        }
        if (database != null) {
            database.stop();
        }
    }

    @Test
    void goesOnWithoutRedisAndTakesItBack() throws Exception {
        String event = publish("Before");
        await().atMost(LIMIT).until(() -> hits(event) > 0);
        redis.handle().destroyForcibly();
        redis.handle().onExit().get();

        assertThat(title(event)).isEqualTo("Before");
        rename(event, "During");
        assertThat(title(event)).isEqualTo("During");
        assertThat(title(publish("Fresh"))).isEqualTo("Fresh");
        await().atMost(LIMIT).until(() -> title(event).equals("During") && !isRedisUp());
        visitor.asAdmin().post("/admin/cache/invalidate", "{}").expectProblem(503, "unavailable");

        redis = run(redisLaunch);
        await().atMost(LIMIT).until(() -> title(event).equals("During") && isRedisUp());
        visitor.asAdmin().post("/admin/cache/invalidate", "{}").expect(202);
        long before = hits(event);
        await().atMost(LIMIT).until(() -> hits(event) > before);
        rename(event, "After");
        assertThat(title(event)).isEqualTo("After");
    }

    @Test
    void goesOnWhileRedisIsSilent() throws Exception {
        String event = publish("Before");
        await().atMost(LIMIT).until(() -> hits(event) > 0);
        signal("STOP", redis);
        try {
            rename(event, "After");
            assertThat(title(event)).isEqualTo("After");
            await().atMost(LIMIT).until(() -> title(event).equals("After") && !isRedisUp());
        } finally {
            signal("CONT", redis);
        }
        await().atMost(LIMIT).until(() -> title(event).equals("After") && isRedisUp());
        assertThat(title(event)).isEqualTo("After");
    }

    @Test
    void givesWhatItHasWhileTheDatabaseIsAway() throws Exception {
        String event = publish("Kept");
        String list = "/events?organizerId=" + organizerId;
        visitor.get("/events/" + event).expect(200);
        visitor.get(list).expect(200);
        visitor.get("/events?limit=7").expect(200);
        database.handle().destroyForcibly();
        database.handle().onExit().get();

        await().atMost(LIMIT).until(() -> isStale(visitor.get(list).expect(200)));
        EventApi.Answer stale = visitor.get(list).expect(200);
        assertThat(stale.response().body()).contains("Kept");
        assertThat(stale.header("Age")).matches("\\d+");
        assertThat(title(event)).isEqualTo("Kept");
        visitor.get("/events?limit=8").expectProblem(503, "unavailable");
        assertThat(visitor.get("/events?limit=8").header("Retry-After")).isNotEmpty();

        database = run(databaseLaunch);
        await().atMost(LIMIT).until(() -> !isStale(visitor.get(list).expect(200)));
        await().atMost(LIMIT)
                .until(() -> owner.patch("/events/" + event, "{\"title\":\"Changed\"}")
                                .status()
                        == 200);
        assertThat(title(event)).isEqualTo("Changed");
    }

    private String publish(String title) {
        return owner.publish(EventApi.eventBody(organizerId, null, title, Duration.ofDays(9)));
    }

    private void rename(String event, String title) {
        owner.patch("/events/" + event, "{\"title\":\"" + title + "\"}").expect(200);
    }

    private String title(String event) {
        return visitor.get("/events/" + event).expect(200).text("title");
    }

    /** Reads the event, and tells how many were found in Redis so far. */
    private long hits(String event) {
        title(event);
        return secondLevel().path("hits").asLong();
    }

    private boolean isRedisUp() {
        return secondLevel().path("up").asBoolean();
    }

    private JsonNode secondLevel() {
        return visitor.asAdmin().get("/admin/cache").expect(200).body().path("secondLevel");
    }

    private static boolean isStale(EventApi.Answer answer) {
        return answer.header("Cache-Status").equals("event-service;hit;detail=stale");
    }

    private static void signal(String name, ServerProcess process) throws Exception {
        Process kill = new ProcessBuilder(
                        "kill", "-" + name, Long.toString(process.handle().pid()))
                .inheritIO()
                .start();
        assertThat(kill.waitFor()).isZero();
    }

    private static ServerProcess run(Launch launch) throws Exception {
        ServerProcess process = ServerProcess.start(launch, folder.resolve(launch.name() + ".log"));
        process.awaitReady(LIMIT);
        return process;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
