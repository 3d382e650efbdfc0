package dev.evently.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.testing.TestTokens;
import dev.evently.testing.servers.TestServers;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A running gateway before stub services, with a real Redis and a real issuer of tokens.
 *
 * <p>booking-service and notification-service are well, waitlist-service has a dead instance beside one that is well,
 * analytics-service has only a dead one, and event-service has none.
 */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "eureka.client.enabled=false",
            "evently.preset=load",
            "evently.drain.pause=0s",
            "evently.gateway.patience.head=3s",
            "evently.gateway.patience.reading=3s",
            "evently.request-timeout=4s",
            "evently.redis-url=${test.redis-url}",
            "spring.cloud.discovery.client.simple.instances.identity-service[0].uri=${evently.issuer}",
            "management.server.port=0",
            "evently.gateway.sharing.passing=10",
            "evently.gateway.sharing.window=1s",
            "evently.gateway.timeout.answer=5s",
            "evently.gateway.timeouts.analytics.answer=5s"
        })
abstract class GatewayTest {

    static final StubService SERVICE = new StubService();
    static final JsonMapper JSON = JsonMapper.shared();

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void servers(DynamicPropertyRegistry registry) {
        String instances = "spring.cloud.discovery.client.simple.instances.";
        String dead = "http://127.0.0.1:" + unusedPort();
        registry.add("evently.issuer", TestTokens::issuer);
        registry.add("test.redis-url", () -> TestServers.shared().redisUrl());
        registry.add(instances + "booking-service[0].uri", SERVICE::address);
        registry.add(instances + "notification-service[0].uri", SERVICE::address);
        registry.add(instances + "waitlist-service[0].uri", () -> dead);
        registry.add(instances + "waitlist-service[1].uri", SERVICE::address);
        registry.add(instances + "analytics-service[0].uri", () -> dead);
    }

    static int unusedPort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void forgetEarlierRequests() {
        SERVICE.received().clear();
    }

    int port() {
        return port;
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    HttpRequest.Builder request(String path) {
        return on(port, path);
    }

    /** To another gateway. */
    static HttpRequest.Builder on(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20));
    }

    HttpRequest.Builder request(String path, String token) {
        return request(path).header("Authorization", "Bearer " + token);
    }

    static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Sends these bytes and returns what comes back until the gateway closes the connection. */
    String exchange(String raw) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(15_000);
            OutputStream out = socket.getOutputStream();
            out.write(raw.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Asserts that the answer is a problem of this kind, and returns its body. */
    static JsonNode assertProblem(HttpResponse<String> answer, int status, String slug) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode body = JSON.readTree(answer.body());
        assertThat(body.path("type").asString()).isEqualTo("/problems/" + slug);
        assertThat(body.path("status").asInt()).isEqualTo(status);
        assertThat(body.path("title").asString()).isNotBlank();
        assertThat(body.path("traceId").asString()).matches("[0-9a-f]{32}");
        assertThat(answer.body()).doesNotContain("Exception", "dev.evently", "org.springframework");
        return body;
    }

    /** Asserts that browsers are told to trust nothing in the answer. */
    static void assertArmoured(HttpResponse<String> answer) {
        assertThat(answer.headers().map())
                .containsEntry("x-content-type-options", List.of("nosniff"))
                .containsEntry("x-frame-options", List.of("DENY"))
                .containsEntry("referrer-policy", List.of("no-referrer"))
                .containsEntry(
                        "content-security-policy", List.of("default-src 'none'; frame-ancestors 'none'; sandbox"))
                .doesNotContainKey("server");
    }
}
