package dev.evently.gateway;

import static dev.evently.gateway.RawHttp2.CONTINUATION;
import static dev.evently.gateway.RawHttp2.DATA;
import static dev.evently.gateway.RawHttp2.END_HEADERS;
import static dev.evently.gateway.RawHttp2.END_STREAM;
import static dev.evently.gateway.RawHttp2.GOAWAY;
import static dev.evently.gateway.RawHttp2.HEADERS;
import static dev.evently.gateway.RawHttp2.RST_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.gateway.RawHttp2.Frame;
import dev.evently.testing.TestTokens;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;

/** HTTP/2 without TLS, as a proxy speaks it that ends TLS, and as an attacker does. */
@TestPropertySource(properties = {"evently.gateway.http2.clear-text=true", "evently.gateway.http2.streams=100"})
class ClearTextHttp2IT extends GatewayTest {

    private static final int CANCEL = 8;
    private static final int ENHANCE_YOUR_CALM = 11;
    private static final int REFUSED_STREAM = 7;
    private static final int INITIAL_WINDOW = 4;

    private final String token = "Bearer " + TestTokens.user(UUID.randomUUID());

    @Test
    void isSpokenWithThoseWhoBeginWithIt() {
        String body = HttpClient.newConnection()
                .protocol(HttpProtocol.H2C)
                .headers(headers -> headers.set("Authorization", token))
                .get()
                .uri(address("/api/v1/bookings/1"))
                .responseSingle((head, bytes) ->
                        bytes.asString().map(text -> head.version() + " " + head.status() + " " + text))
                .block(Duration.ofSeconds(10));

        assertThat(body).isEqualTo("HTTP/2.0 200 OK {\"bytes\":0}");
    }

    @Test
    void isNotChangedToOnTheWay() throws Exception {
        String request = """
                GET /health/live HTTP/1.1
                Host: x
                Connection: Upgrade, HTTP2-Settings, close
                Upgrade: h2c
                HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA

                """;
        String answer = exchange(request.replace("\n", "\r\n"));

        assertThat(answer).startsWith("HTTP/1.1 200 ").doesNotContain("101 Switching");
    }

    @Test
    void describesWhatCannotBeRead() throws Exception {
        try (RawHttp2 client = new RawHttp2(port())) {
            client.get(1, "/api/v1/events?q={\"a\"}");

            Frame head = client.await(frame -> frame.stream() == 1 && frame.type() == HEADERS);
            assertThat(head.flags() & END_STREAM).isZero();
            String problem = client.await(frame -> frame.stream() == 1 && frame.type() == DATA)
                    .text();
            assertThat(JSON.readTree(problem).path("type").asString()).isEqualTo("/problems/malformed-request");
            assertAnswers(client, 3);
        }
    }

    /** What a service behind, which is spoken to in HTTP/1.1, could take for something else. */
    @ParameterizedTest
    @CsvSource({
        "transfer-encoding, chunked",
        "connection, x-user-id",
        "upgrade, websocket",
        "keep-alive, 5",
        "X-Upper, 1",
        "x-line, 'a\r\nx-user-id: admin'",
        "'x-name: a\r\nx-user-id', admin",
        ":path, /api/v1/bookings/2",
        ":unknown, 1"
    })
    void refusesHeadersThatMeanSomethingElseElsewhere(String name, String value) throws Exception {
        try (RawHttp2 client = new RawHttp2(port())) {
            client.get(1, "/api/v1/bookings/hidden", "authorization", token, name, value);

            assertThat(client.endOf(1).type()).isIn(RST_STREAM, GOAWAY);
        }
        assertThat(SERVICE.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "3", "100", "-1", "+5", "5, 6"})
    void refusesALengthThatIsNotTheBodys(String length) throws Exception {
        try (RawHttp2 client = new RawHttp2(port())) {
            client.send(
                    HEADERS,
                    END_HEADERS,
                    1,
                    RawHttp2.request("POST", "/api/v1/webhooks/payments", "content-length", length));
            client.send(DATA, END_STREAM, 1, "GET /".getBytes(StandardCharsets.US_ASCII));

            Frame end = client.endOf(1);
            if (end.type() == DATA) {
                assertThat(end.text()).containsAnyOf("{\"bytes\":0}", "/problems/malformed-request");
            }
            assertAnswers(client, 3);
        }
        assertThat(SERVICE.received()).allSatisfy(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.bodyBytes()).isZero();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "TRACE", "BREW"})
    void refusesMethodsThatNobodyKnows(String method) throws Exception {
        try (RawHttp2 client = new RawHttp2(port())) {
            client.send(
                    HEADERS,
                    END_HEADERS | END_STREAM,
                    1,
                    RawHttp2.request(method, "/api/v1/bookings/1", "authorization", token));

            client.endOf(1);
            assertThat(SERVICE.received()).isEmpty();
        }
    }

    /** CVE-2023-44487: requests that cost their sender nothing, for he takes them back at once. */
    @Test
    void endsAConnectionThatTakesBackItsRequests() throws Exception {
        try (RawHttp2 client = new RawHttp2(port())) {
            Frame end = flooded(client, stream -> {
                client.get(stream, "/api/v1/bookings/silent", "authorization", token);
                client.send(RST_STREAM, 0, stream, new byte[] {0, 0, 0, CANCEL});
            });

            assertThat(end.error()).isEqualTo(ENHANCE_YOUR_CALM);
            assertThat(client.isClosed()).isTrue();
        }
        assertThat(SERVICE.received().size()).isLessThan(1_000);
    }

    /** CVE-2025-8671: requests that the server is made to take back. */
    @Test
    void endsAConnectionThatHasItsRequestsTakenBack() throws Exception {
        try (RawHttp2 client = new RawHttp2(port())) {
            Frame end = flooded(client, stream -> {
                client.get(stream, "/api/v1/bookings/silent", "authorization", token);
                client.send(8, 0, stream, new byte[4]);
            });

            assertThat(end.error()).isEqualTo(ENHANCE_YOUR_CALM);
            assertThat(client.isClosed()).isTrue();
        }
    }

    /** CVE-2024-27316 and its kind: a head that does not end. */
    @Test
    void endsAConnectionWhoseHeadDoesNotEnd() throws Exception {
        try (RawHttp2 client = new RawHttp2(port())) {
            client.send(HEADERS, END_STREAM, 1, RawHttp2.request("GET", "/api/v1/bookings/1"));
            Frame end = flooded(client, n -> client.send(CONTINUATION, 0, 1, RawHttp2.headers("x-" + n, "a")));

            assertThat(end.type()).isEqualTo(GOAWAY);
            assertThat(client.isClosed()).isTrue();
        }
        assertThat(SERVICE.received()).isEmpty();
    }

    @Test
    void refusesHeadsAboveTheLimit() throws Exception {
        try (RawHttp2 client = new RawHttp2(port())) {
            client.send(HEADERS, END_STREAM, 1, RawHttp2.request("GET", "/api/v1/bookings/1", "authorization", token));
            client.send(CONTINUATION, 0, 1, RawHttp2.headers("x-long", "a".repeat(9_000)));
            client.send(CONTINUATION, END_HEADERS, 1, RawHttp2.headers("x-longer", "a".repeat(8_000)));

            Frame refusal = client.endOf(1);
            assertThat(refusal.type()).isEqualTo(HEADERS);
            assertThat(refusal.text()).contains("431");
            assertAnswers(client, 3);
        }
        assertThat(SERVICE.received()).isEmpty();
    }

    @Test
    void carriesOnlySoManyRequestsAtOnce() throws Exception {
        try (RawHttp2 client = new RawHttp2(port())) {
            for (int stream = 1; stream <= 2 * 100 + 1; stream += 2) {
                client.get(stream, "/api/v1/bookings/silent", "authorization", token);
            }

            Frame refused = client.await(frame -> frame.type() == RST_STREAM);
            assertThat(refused.error()).isEqualTo(REFUSED_STREAM);
            assertThat(refused.stream()).isEqualTo(201);
        }
    }

    @Test
    void cutsOffARequestThatTricklesIn() throws Exception {
        try (RawHttp2 client = new RawHttp2(port())) {
            client.send(HEADERS, END_HEADERS, 1, RawHttp2.request("POST", "/api/v1/webhooks/payments"));
            client.send(DATA, 0, 1, new byte[] {'{'});

            assertThat(client.endOf(1).type()).isIn(RST_STREAM, HEADERS, DATA);
            assertAnswers(client, 3);
        }
    }

    @Test
    void letsGoOfAStreamThatTakesNothing() throws Exception {
        try (RawHttp2 client = new RawHttp2(port(), INITIAL_WINDOW, 0)) {
            client.get(1, "/api/v1/bookings/1", "authorization", token);

            Frame end = client.endOf(1);
            assertThat(end.type()).isEqualTo(RST_STREAM);
            assertThat(end.error()).isEqualTo(CANCEL);
        }
    }

    @Test
    void letsGoOfWhoSaysNothing() throws Exception {
        assertThat(exchange("PRI * HTTP")).isEmpty();
    }

    /** The client's own end of the connection: it is told that the gateway is alive. */
    private void assertAnswers(RawHttp2 client, int stream) throws IOException {
        client.get(stream, "/health/live");
        assertThat(client.endOf(stream).type()).isEqualTo(DATA);
    }

    private interface Abuse {
        void once(int stream) throws IOException;
    }

    /** Goes on until the gateway has had enough, and returns what it said. */
    private static Frame flooded(RawHttp2 client, Abuse abuse) throws Exception {
        CompletableFuture<Frame> end = client.awaitLater(frame -> frame.type() == GOAWAY);
        try {
            for (int n = 1; n < 4_000 && !end.isDone(); n += 2) {
                abuse.once(n);
            }
        } catch (SocketException e) {
            // The gateway has closed the connection.
        }
        return end.get(20, TimeUnit.SECONDS);
    }
}
