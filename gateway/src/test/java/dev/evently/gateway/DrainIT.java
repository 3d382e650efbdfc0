package dev.evently.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.evently.testing.TestTokens;
import dev.evently.testing.servers.TestServers;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A gateway is told to end while requests are under way. */
class DrainIT {

    private static final int REQUESTS = 40;
    private static final int BYTES = 200_000;
    private static final Certificate CERTIFICATE = Certificate.made();

    private final String token = TestTokens.user(UUID.randomUUID());

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void answersWholeWhatWasBegun(HttpClient.Version version) throws Exception {
        try (StubService service = new StubService();
                HttpClient http = client(version);
                HttpClient other = client(version)) {
            OwnGateway gateway = gateway(service);
            int port = gateway.port();
            assertThat(other.send(get(port, "/health/ready").build(), BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);

            List<CompletableFuture<HttpResponse<String>>> underWay = new ArrayList<>();
            for (int n = 0; n < REQUESTS; n++) {
                // Some end while the gateway still takes requests, and some after that.
                underWay.add(http.sendAsync(slow(port, n % 2 == 0 ? 1_000 : 4_500), BodyHandlers.ofString()));
            }
            await().until(() -> service.received().size() == REQUESTS);
            CompletableFuture<Void> stopping = CompletableFuture.runAsync(gateway::close);
            await().pollInterval(Duration.ofMillis(20))
                    .until(() -> other.send(get(port, "/health/ready").build(), BodyHandlers.ofString())
                                    .statusCode()
                            == 503);

            HttpResponse<String> late = other.send(slow(port, 1), BodyHandlers.ofString());
            assertThat(late.statusCode()).isEqualTo(200);
            assertThat(late.version()).isEqualTo(version);
            if (version == HttpClient.Version.HTTP_1_1) {
                assertThat(late.headers().firstValue("Connection")).hasValue("close");
            }
            for (CompletableFuture<HttpResponse<String>> answer : underWay) {
                HttpResponse<String> whole = answer.get(20, TimeUnit.SECONDS);
                assertThat(whole.statusCode()).isEqualTo(200);
                assertThat(whole.body()).hasSize("{\"bytes\":0}".length() + BYTES);
            }
            stopping.get(20, TimeUnit.SECONDS);
            assertThatThrownBy(() -> other.send(slow(port, 1), BodyHandlers.ofString()))
                    .isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void closesWebSocketsAndDoesNotWaitForThem() throws Exception {
        CompletableFuture<Integer> closed = new CompletableFuture<>();
        try (StubService service = new StubService();
                HttpClient http = client(HttpClient.Version.HTTP_1_1)) {
            OwnGateway gateway = gateway(service);
            http.newWebSocketBuilder()
                    .header("Authorization", "Bearer " + token)
                    .buildAsync(URI.create("wss://127.0.0.1:" + gateway.port() + "/ws"), new WebSocket.Listener() {
                        @Override
                        public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
                            closed.complete(status);
                            return null;
                        }
                    })
                    .get(10, TimeUnit.SECONDS);
            await().until(() -> service.received().size() == 1);

            long begin = System.nanoTime();
            gateway.close();

            assertThat(closed.get(1, TimeUnit.SECONDS)).isEqualTo(1001);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(8));
        }
    }

    private static OwnGateway gateway(StubService service) {
        String instances = "spring.cloud.discovery.client.simple.instances.";
        return OwnGateway.running(
                "evently.drain.pause=3s",
                "evently.preset=load",
                "evently.issuer=" + TestTokens.issuer(),
                "evently.redis-url=" + TestServers.shared().redisUrl(),
                "server.ssl.key-store=" + CERTIFICATE.file(),
                "server.ssl.key-store-password=" + Certificate.PASSWORD,
                instances + "identity-service[0].uri=" + TestTokens.issuer(),
                instances + "booking-service[0].uri=" + service.address(),
                instances + "notification-service[0].uri=" + service.address());
    }

    private static HttpClient client(HttpClient.Version version) {
        return HttpClient.newBuilder()
                .version(version)
                .sslContext(CERTIFICATE.trusting())
                .build();
    }

    private HttpRequest slow(int port, int millis) {
        return get(port, "/api/v1/bookings/1")
                .header("Authorization", "Bearer " + token)
                .header("X-Wanted-Delay", String.valueOf(millis))
                .header("X-Wanted-Bytes", String.valueOf(BYTES))
                .build();
    }

    private static HttpRequest.Builder get(int port, String path) {
        return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20));
    }
}
