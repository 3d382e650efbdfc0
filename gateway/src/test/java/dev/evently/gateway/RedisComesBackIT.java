package dev.evently.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evently.testing.TestTokens;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import redis.embedded.RedisServer;

/** A Redis of its own, which asks for a password, dies and comes back empty. */
@TestPropertySource(properties = {"evently.preset=report", "evently.gateway.trusted-proxies=1"})
class RedisComesBackIT extends GatewayTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int PORT = unusedPort();
    private static final String PASSWORD = "of-redis";
    private static RedisServer redis = started();

    @Autowired
    private MeterRegistry metrics;

    @DynamicPropertySource
    static void ownRedis(DynamicPropertyRegistry registry) {
        registry.add("evently.redis-url", () -> "redis://127.0.0.1:" + PORT);
        registry.add("evently.redis-password", () -> PASSWORD);
    }

    @AfterAll
    static void stop() throws IOException {
        redis.stop();
    }

    @Test
    void keepsToChangedLimitsAllTheWhile() throws Exception {
        await().atMost(PATIENCE).until(() -> read("192.0.2.1") == 200 && !countsForItself());
        changeLimitOfAddresses(3);

        redis.stop();
        await().atMost(PATIENCE).until(() -> read("192.0.2.1") > 0 && countsForItself());
        assertThat(passedOf(10, "192.0.2.2")).isEqualTo(3);

        redis = started();
        await().atMost(PATIENCE).until(() -> read("192.0.2.1") > 0 && !countsForItself());
        assertThat(passedOf(10, "192.0.2.3")).isEqualTo(3);
    }

    @Test
    void countsForItselfFromTheFirstRequestThatASilentRedisLeavesUnanswered() throws Exception {
        await().atMost(PATIENCE).until(() -> read("192.0.2.4") > 0 && !countsForItself());
        signal("STOP");
        try {
            assertThat(read("192.0.2.5")).isEqualTo(200);
            assertThat(countsForItself()).isTrue();
        } finally {
            signal("CONT");
        }
        await().atMost(PATIENCE).until(() -> read("192.0.2.4") > 0 && !countsForItself());
    }

    private static void signal(String name) throws IOException, InterruptedException {
        long pid = ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").contains("redis"))
                .findAny()
                .orElseThrow()
                .pid();
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }

    private void changeLimitOfAddresses(int requests) throws Exception {
        HttpRequest.Builder change = request("/api/v1/admin/rate-limits", TestTokens.user(UUID.randomUUID(), "ADMIN"))
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(
                        "{\"limits\":[{\"tier\":\"address\",\"requests\":%d,\"windowSeconds\":60}]}"
                                .formatted(requests)));
        assertThat(send(change).statusCode()).isEqualTo(200);
    }

    private boolean countsForItself() {
        return metrics.get("evently.gateway.rate.limit.local").gauge().value() == 1;
    }

    private long passedOf(int requests, String address) throws Exception {
        long passed = 0;
        for (int n = 0; n < requests; n++) {
            passed += read(address) == 200 ? 1 : 0;
        }
        return passed;
    }

    private int read(String address) throws Exception {
        return send(request("/api/v1/events/1/availability").header("X-Forwarded-For", address))
                .statusCode();
    }

    private static RedisServer started() {
        try {
            RedisServer server = RedisServer.newRedisServer()
                    .port(PORT)
                    .bind("127.0.0.1")
                    .setting("save \"\"")
                    .setting("requirepass " + PASSWORD)
                    .build();
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
