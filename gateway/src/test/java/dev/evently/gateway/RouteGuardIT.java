package dev.evently.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evently.testing.TestTokens;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** booking-service is slow or dead; what else there is goes on. */
@TestPropertySource(
        properties = {
            "evently.guards.booking.at-once=3",
            "evently.guards.booking.calls=10",
            "evently.guards.booking.pause=1s",
            "evently.request-timeout=1s",
            "evently.gateway.timeouts.identity.answer=30s",
            "evently.guards.notification.bodies=8KB",
            "evently.guards.notification.calls=10",
            "evently.guards.notification.pause=1s",
            "evently.gateway.timeout.answer=3s",
            "evently.gateway.timeouts.notification.answer=500ms"
        })
class RouteGuardIT extends GatewayTest {

    private final String token = TestTokens.user(UUID.randomUUID());

    @Autowired
    private MeterRegistry metrics;

    @Test
    void letsOnlySoManyWaitForASlowService() throws Exception {
        await().until(() -> get("/api/v1/bookings/1").statusCode() == 200);
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<HttpResponse<String>>> waiting = new ArrayList<>();
            for (int n = 0; n < 3; n++) {
                waiting.add(clients.submit(() -> get("/api/v1/bookings/silent")));
            }
            await().until(() -> freePlaces() == 0);

            HttpResponse<String> refused = get("/api/v1/bookings/1");
            assertProblem(refused, 503, "unavailable");
            assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(get("/api/v1/notifications").statusCode()).isEqualTo(200);
            for (Future<HttpResponse<String>> answer : waiting) {
                assertProblem(answer.get(), 504, "gateway-timeout");
            }
        }
        await().until(() -> get("/api/v1/bookings/1").statusCode() == 200);
    }

    @Test
    void stopsAskingABrokenServiceAndTriesAgain() throws Exception {
        for (int n = 0; n < 10; n++) {
            assertProblem(get("/api/v1/notifications/broken"), 503, "unavailable");
        }
        SERVICE.received().clear();

        HttpResponse<String> refused = get("/api/v1/notifications");

        assertProblem(refused, 503, "unavailable");
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(SERVICE.received()).isEmpty();
        assertThat(get("/api/v1/bookings/1").statusCode()).as("another service").isEqualTo(200);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> get("/api/v1/notifications").statusCode() == 200);
    }

    @Test
    void waitsForEachServiceAsLongAsItsRouteSays() throws Exception {
        await().until(() -> get("/api/v1/notifications").statusCode() == 200);
        long begin = System.nanoTime();

        HttpResponse<String> late = get("/api/v1/notifications/silent");

        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isBetween(Duration.ofMillis(500), Duration.ofMillis(2_500));
        assertProblem(late, 504, "gateway-timeout");
        assertThat(late.headers().firstValue("Retry-After")).isPresent();
        assertThat(send(request("/api/v1/bookings/1", token).header("X-Wanted-Delay", "1000"))
                        .statusCode())
                .as("another route waits longer")
                .isEqualTo(200);
    }

    @Test
    void takesAnAnswerForAnAnswerWhateverItSays() throws Exception {
        for (int n = 0; n < 30; n++) {
            assertThat(send(request("/api/v1/bookings/1", token).header("X-Wanted-Status", "503"))
                            .statusCode())
                    .isEqualTo(503);
        }

        assertThat(get("/api/v1/bookings/1").statusCode()).isEqualTo(200);
    }

    @Test
    void doesNotBlameAServiceForClientsThatGiveUp() throws Exception {
        for (int n = 0; n < 60; n++) {
            begun(Socket::shutdownOutput);
        }

        assertThat(get("/api/v1/bookings/1").statusCode()).isEqualTo(200);
    }

    @Test
    void doesNotLetBodiesThatTrickleInTakeThePlacesOfOthers() throws Exception {
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> slow = new ArrayList<>();
            for (int n = 0; n < 60; n++) {
                slow.add(clients.submit(() -> begun(socket -> {})));
            }
            for (Future<String> answer : slow) {
                assertThat(answer.get()).startsWith("HTTP/1.1 408 ").contains("/problems/request-timeout");
                assertThat(get("/api/v1/bookings/1").statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void takesOnlySoMuchOfLargeBodiesAtOnce() throws Exception {
        await().until(() -> get("/api/v1/notifications").statusCode() == 200);
        try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), port())) {
            slow.getOutputStream()
                    .write(("POST /api/v1/notifications HTTP/1.1\r\nHost: x\r\nContent-Length: 12000\r\n"
                                    + "Authorization: Bearer " + token + "\r\n\r\n" + "a".repeat(11_000))
                            .getBytes(StandardCharsets.US_ASCII));

            await().until(() -> post(11_000).statusCode() == 503);
            assertProblem(post(11_000), 503, "unavailable");
            assertThat(post(4_000).statusCode()).as("a small one").isEqualTo(200);
        }
        await().until(() -> post(11_000).statusCode() == 200);
    }

    /** Long before the service's answer would be given up for not going on. */
    @Test
    void letsGoOfAClientThatTakesNothing() throws Exception {
        await().until(() -> get("/api/v1/bookings/1").statusCode() == 200);
        int before = SERVICE.brokenOff();
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4_096);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()));
            socket.getOutputStream()
                    .write(("GET /api/v1/bookings/1 HTTP/1.1\r\nHost: x\r\nX-Wanted-Bytes: 40000000\r\n"
                                    + "Authorization: Bearer " + token + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));

            await().atMost(Duration.ofSeconds(15)).until(() -> SERVICE.brokenOff() > before);
        }
        await().until(() -> freePlaces() == 3);
    }

    private double freePlaces() {
        return metrics.get("resilience4j.bulkhead.available.concurrent.calls")
                .tag("name", "booking")
                .gauge()
                .value();
    }

    private HttpResponse<String> post(int bytes) throws Exception {
        return send(request("/api/v1/notifications", token).POST(BodyPublishers.ofByteArray(new byte[bytes])));
    }

    private interface Next {
        void of(Socket socket) throws IOException;
    }

    /** Begins a body, goes on as it is told, and returns what comes back until the gateway closes the connection. */
    private String begun(Next next) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(15_000);
            socket.getOutputStream()
                    .write("POST /api/v1/webhooks/payments HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{"
                            .getBytes(StandardCharsets.US_ASCII));
            next.of(socket);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path, token));
    }
}
