package dev.evently.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.evently.testing.TestTokens;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class LargeRequestIT extends GatewayTest {

    private static final int LIMIT = 64 * 1024;
    private static final int LARGE = 10 * 1024 * 1024;

    private final String token = TestTokens.user(UUID.randomUUID());

    @Test
    void passesABodyOfExactlyTheLimit() throws Exception {
        byte[] body = new byte[LIMIT];

        assertThat(send(post(BodyPublishers.ofByteArray(body))).body()).isEqualTo("{\"bytes\":65536}");
        assertThat(send(post(chunked(body))).body()).isEqualTo("{\"bytes\":65536}");
    }

    @RepeatedTest(3)
    void refusesADeclaredBodyAboveTheLimit() throws Exception {
        assertProblem(send(post(BodyPublishers.ofByteArray(new byte[LARGE]))), 413, "payload-too-large");
        assertProblem(send(post(BodyPublishers.ofByteArray(new byte[LIMIT + 1]))), 413, "payload-too-large");
        assertThat(SERVICE.received()).isEmpty();
    }

    @RepeatedTest(3)
    void refusesAChunkedBodyAboveTheLimit() throws Exception {
        assertProblem(send(post(chunked(new byte[LARGE]))), 413, "payload-too-large");
        assertProblem(send(post(chunked(new byte[LIMIT + 1]))), 413, "payload-too-large");
        assertThat(SERVICE.received()).isEmpty();
    }

    @Test
    void refusesAnAddressAboveTheLimit() throws Exception {
        assertProblem(send(request("/api/v1/events?q=" + "a".repeat(9_000))), 414, "uri-too-long");
    }

    @Test
    void refusesHeadersAboveTheLimit() throws Exception {
        assertProblem(send(request("/api/v1/events").header("X-Long", "a".repeat(20_000))), 431, "headers-too-large");
    }

    @Test
    void refusesHeadersAboveTheLimitOfTheRoute() throws Exception {
        String large = "a".repeat(9_000);
        assertThat(send(request("/api/v1/bookings/1", token).header("X-Long", "a".repeat(6_000)))
                        .statusCode())
                .isEqualTo(200);
        SERVICE.received().clear();

        assertProblem(send(request("/api/v1/bookings/1", token).header("X-Long", large)), 431, "headers-too-large");
        assertProblem(send(request("/health/live").header("X-Long", large)), 431, "headers-too-large");
        assertProblem(send(request("/api/v1/events").header("X-Long", large)), 503, "unavailable");
        assertThat(SERVICE.received()).isEmpty();
    }

    @Test
    void refusesMoreHeadersThanTheRouteKnowsWhatToDoWith() throws Exception {
        HttpRequest.Builder many = request("/api/v1/bookings/1", token);
        for (int n = 0; n < 65; n++) {
            many.header("X-" + n, "");
        }

        assertProblem(send(many), 431, "headers-too-large");
        assertThat(SERVICE.received()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/webhooks/payments, Content-Length: 10",
        "/api/v1/auth/login, Content-Length: 10",
        "/oauth2/token, Transfer-Encoding: chunked"
    })
    void cutsOffARequestThatTricklesIn(String path, String length) throws Exception {
        String answer = exchange("POST " + path + " HTTP/1.1\r\nHost: x\r\n" + length + "\r\n\r\n{");

        assertThat(answer).startsWith("HTTP/1.1 408 ").contains("/problems/request-timeout");
        assertThat(SERVICE.received()).isEmpty();
    }

    @Test
    void cutsOffAHeadThatTricklesIn() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            OutputStream out = socket.getOutputStream();
            out.write("GET /health/live HTTP/1.1\r\nHost: x\r\nX-Slow: ".getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();

            await().atMost(Duration.ofSeconds(10))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        try {
                            out.write('a');
                            return in.available() > 0;
                        } catch (IOException e) {
                            return true;
                        }
                    });
        }
    }

    @Test
    void breaksOffAnAnswerThatDoesNotGoOn() {
        assertThatThrownBy(() -> send(request("/api/v1/bookings/stalled", token)))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(HttpTimeoutException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/events?q={\"a\"} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /api/v1/events?q=%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /api/v1/events HTTP/1.1\r\nHost: x\r\nBad Header: y\r\n\r\n",
                "GET /api/v1/events HTTP/1.1\r\nHost: x:y\r\n\r\n",
                "NONSENSE\r\n\r\n"
            })
    void describesWhatCannotBeRead(String raw) throws Exception {
        String answer = exchange(raw);

        assertThat(answer).startsWith("HTTP/1.1 400 ");
        JsonNode problem = JSON.readTree(answer.substring(answer.indexOf('{')));
        assertThat(problem.path("type").asString()).isEqualTo("/problems/malformed-request");
        assertThat(problem.path("traceId").asString()).matches("[0-9a-f]{32}");
    }

    private HttpRequest.Builder post(HttpRequest.BodyPublisher body) {
        return request("/api/v1/bookings", token).POST(body);
    }

    private static HttpRequest.BodyPublisher chunked(byte[] body) {
        return BodyPublishers.ofInputStream(() -> (InputStream) new ByteArrayInputStream(body));
    }
}
