package dev.evently.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evently.testing.TestTokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** Over TLS the client chooses between HTTP/2 and HTTP/1.1, and finds the same gateway. */
@TestPropertySource(properties = "evently.cross-origin.origins=https://tickets.example.org")
class Http2IT extends GatewayTest {

    private static final Certificate CERTIFICATE = Certificate.made();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(Version.HTTP_2)
            .sslContext(CERTIFICATE.trusting())
            .build();

    private final String token = TestTokens.user(UUID.randomUUID());

    @DynamicPropertySource
    static void certificate(DynamicPropertyRegistry registry) {
        registry.add("server.ssl.key-store", () -> CERTIFICATE.file().toString());
        registry.add("server.ssl.key-store-password", () -> Certificate.PASSWORD);
    }

    @AfterAll
    static void disconnect() {
        HTTP.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void isSpokenWithThoseWhoChooseIt(Version version) throws Exception {
        HttpResponse<String> answer = ask(get("/api/v1/bookings/1").version(version));

        assertThat(answer.version()).isEqualTo(version);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().map())
                .containsEntry("x-content-type-options", List.of("nosniff"))
                .containsEntry("x-frame-options", List.of("DENY"))
                .containsEntry("strict-transport-security", List.of("max-age=63072000; includeSubDomains"))
                .containsEntry(
                        "content-security-policy", List.of("default-src 'none'; frame-ancestors 'none'; sandbox"))
                .containsKeys("ratelimit", "ratelimit-policy");
        assertThat(SERVICE.last().headers())
                .containsEntry("x-forwarded-proto", "https")
                .containsKey("traceparent");
    }

    @Test
    void carriesManyRequestsAtOnce() {
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 90)
                .mapToObj(n -> HTTP.sendAsync(
                        get("/api/v1/bookings/" + n)
                                .header("X-Wanted-Delay", "200")
                                .build(),
                        BodyHandlers.ofString()))
                .toList();

        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
        assertThat(SERVICE.received()).hasSize(90);
    }

    @Test
    void letsAListedPageCall() throws Exception {
        HttpResponse<String> called = ask(get("/api/v1/bookings/1").header("Origin", "https://tickets.example.org"));

        assertThat(called.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://tickets.example.org");
        assertProblem(ask(get("/api/v1/bookings/1").header("Origin", "https://evil.example")), 403, "forbidden");
    }

    @Test
    void compressesLargeAnswersForWhoAsksForIt() throws Exception {
        HttpResponse<String> large =
                ask(get("/api/v1/bookings/1").header("X-Wanted-Bytes", "100000").header("Accept-Encoding", "gzip"));

        assertThat(large.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(large.body().length()).isLessThan(1_000);
        assertThat(ask(get("/api/v1/bookings/1").header("X-Wanted-Bytes", "100000"))
                        .headers()
                        .firstValue("Content-Length"))
                .hasValue("100011");
    }

    @Test
    void keepsTheLimitsOfBodies() throws Exception {
        byte[] large = new byte[64 * 1024 + 1];

        assertThat(ask(post(BodyPublishers.ofByteArray(new byte[64 * 1024]))).body())
                .isEqualTo("{\"bytes\":65536}");
        assertProblem(ask(post(BodyPublishers.ofByteArray(large))), 413, "payload-too-large");
        assertProblem(
                ask(post(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(large)))), 413, "payload-too-large");
        assertProblem(
                ask(post(BodyPublishers.ofString("[".repeat(33))).header("Content-Type", "application/json")),
                400,
                "malformed-request");
    }

    @Test
    void refusesWhatIsTooLong() throws Exception {
        assertProblem(ask(get("/api/v1/events?q=" + "a".repeat(9_000))), 414, "uri-too-long");
        assertThat(ask(get("/api/v1/events").header("X-Long", "a".repeat(20_000)))
                        .statusCode())
                .isEqualTo(431);
        assertProblem(ask(get("/api/v1/bookings/1").header("X-Long", "a".repeat(9_000))), 431, "headers-too-large");
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void believesNobodyAboutHimself(Version version) throws Exception {
        ask(get("/api/v1/bookings?access_token=secret&limit=1")
                .version(version)
                .header("X-User-Id", "admin")
                .header("X-Forwarded-For", "192.0.2.1"));

        assertThat(SERVICE.last().uri()).isEqualTo("/api/v1/bookings?limit=1");
        assertThat(SERVICE.last().headers()).doesNotContainKey("x-user-id");
        assertThat(SERVICE.last().headers().get("x-forwarded-for")).isEqualTo("127.0.0.1");
        HttpRequest.Builder nobody = HttpRequest.newBuilder(
                        URI.create("https://127.0.0.1:" + port() + "/api/v1/users/me"))
                .version(version);
        assertProblem(HTTP.send(nobody.build(), BodyHandlers.ofString()), 401, "unauthenticated");
    }

    @Test
    void opensWebSocketsOnConnectionsOfTheirOwn() throws Exception {
        CompletableFuture<String> greeting = new CompletableFuture<>();
        WebSocket socket = HTTP.newWebSocketBuilder()
                .buildAsync(
                        URI.create("wss://127.0.0.1:" + port() + "/ws?access_token=" + token),
                        new WebSocket.Listener() {
                            @Override
                            public @Nullable CompletionStage<?> onText(
                                    WebSocket from, CharSequence data, boolean last) {
                                greeting.complete(data.toString());
                                return null;
                            }
                        })
                .get(10, TimeUnit.SECONDS);

        assertThat(greeting.get(10, TimeUnit.SECONDS)).startsWith("authorization: Bearer ");
        assertThat(SERVICE.last().uri()).isEqualTo("/ws");
        socket.abort();
        await().until(() -> ask(get("/api/v1/bookings/1")).statusCode() == 200);
    }

    private HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port() + path))
                .header("Authorization", "Bearer " + token);
    }

    private HttpRequest.Builder post(HttpRequest.BodyPublisher body) {
        return get("/api/v1/bookings").POST(body);
    }

    private static HttpResponse<String> ask(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }
}
