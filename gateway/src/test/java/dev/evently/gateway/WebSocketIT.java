package dev.evently.gateway;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.evently.testing.TestTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class WebSocketIT extends GatewayTest {

    private final String token = TestTokens.user(UUID.randomUUID());

    @ParameterizedTest
    @ValueSource(strings = {"/ws", "/api/v1/ws"})
    void passesMessagesBothWays(String path) throws Exception {
        Messages messages = new Messages();
        WebSocket socket = open(path, Map.of("Authorization", "Bearer " + token), messages);

        assertThat(messages.next()).isEqualTo("authorization: Bearer " + token);
        socket.sendText("hello", true).get(5, SECONDS);
        assertThat(messages.next()).isEqualTo("hello");
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(5, SECONDS);
        assertThat(messages.next()).isEqualTo("closed 1000");
    }

    @Test
    void tellsWhenTheConnectionWasAskedForWhateverTheClientSays() throws Exception {
        Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Map<String, String> headers =
                Map.of("Authorization", "Bearer " + token, "X-Evently-Received-At", "1970-01-01T00:00:00Z");
        Messages messages = new Messages();
        WebSocket socket = open("/ws", headers, messages);
        messages.next();
        socket.abort();

        String time = SERVICE.last().headers().get("x-evently-received-at");
        assertThat(Instant.parse(time)).isBetween(before, Instant.now());
    }

    @Test
    void takesTheTokenOutOfTheAddress(CapturedOutput log) throws Exception {
        Messages messages = new Messages();
        WebSocket socket = open("/ws?since=1&access_token=" + token, Map.of(), messages);

        assertThat(messages.next()).isEqualTo("authorization: Bearer " + token);
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(5, SECONDS);
        assertThat(SERVICE.last().uri()).isEqualTo("/ws?since=1");
        assertThat(log.getAll()).doesNotContain(token);
    }

    @Test
    void doesNotUseATokenInTheAddressElsewhere() throws Exception {
        assertProblem(send(request("/api/v1/bookings?access_token=" + token)), 401, "unauthenticated");
        assertThat(send(request("/api/v1/bookings?access_token=x&limit=1", token))
                        .statusCode())
                .isEqualTo(200);
        assertThat(SERVICE.last().uri()).isEqualTo("/api/v1/bookings?limit=1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws", "/ws?access_token=abc", "/ws?access_token=%0d%0aX-Evil:%201", "/ws?access_token="})
    void refusesTheHandshakeWithoutAGoodToken(String path) {
        assertThatThrownBy(() -> open(path, Map.of(), new Messages()))
                .hasCauseInstanceOf(WebSocketHandshakeException.class)
                .cause()
                .satisfies(e -> assertThat(
                                ((WebSocketHandshakeException) e).getResponse().statusCode())
                        .isEqualTo(401));
    }

    @Test
    void opensNoWebSocketOnOtherPaths() {
        assertThatThrownBy(() -> open("/api/v1/bookings", Map.of("Authorization", "Bearer " + token), new Messages()))
                .hasCauseInstanceOf(WebSocketHandshakeException.class);
    }

    @Test
    void endsWithItsSession() throws Exception {
        String session = UUID.randomUUID().toString();
        Messages messages = openedWith(TestTokens.sign(claims -> claims.claim("sid", session)));
        Messages another = openedWith(token);

        TestTokens.endSession(session);

        await().atMost(Duration.ofSeconds(10)).until(messages::has);
        assertThat(messages.next()).isEqualTo("closed 1008");
        assertThat(another.has()).isFalse();
    }

    @Test
    void endsWithItsToken() throws Exception {
        Instant soon = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(3);
        Messages messages = openedWith(TestTokens.sign(claims -> claims.expirationTime(Date.from(soon))));

        await().atMost(Duration.ofSeconds(10)).until(messages::has);
        assertThat(messages.next()).isEqualTo("closed 1008");
        assertThat(Instant.now()).isAfterOrEqualTo(soon);
    }

    @Test
    void cutsOffAClientThatDoesNotLetGo() throws Exception {
        String session = UUID.randomUUID().toString();
        String ended = TestTokens.sign(claims -> claims.claim("sid", session));
        CompletableFuture<String> all = CompletableFuture.supplyAsync(() -> {
            try {
                return exchange("GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
                        + "Authorization: Bearer " + ended + "\r\n\r\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        await().until(() -> SERVICE.received().size() == 1);

        TestTokens.endSession(session);

        assertThat(all.get(10, SECONDS)).startsWith("HTTP/1.1 101 ").contains("session ended");
    }

    private Messages openedWith(String other) throws Exception {
        Messages messages = new Messages();
        open("/ws", Map.of("Authorization", "Bearer " + other), messages);
        assertThat(messages.next()).isEqualTo("authorization: Bearer " + other);
        return messages;
    }

    private WebSocket open(String path, Map<String, String> headers, WebSocket.Listener listener) throws Exception {
        WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
        headers.forEach(builder::header);
        URI address = URI.create("ws://127.0.0.1:" + port() + path);
        return builder.buildAsync(address, listener).get(5, SECONDS);
    }

    private static final class Messages implements WebSocket.Listener {

        private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        private final StringBuilder partial = new StringBuilder();

        String next() throws InterruptedException {
            String text = texts.poll(5, SECONDS);
            assertThat(text).isNotNull();
            return text;
        }

        boolean has() {
            return !texts.isEmpty();
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                texts.add(partial.toString());
                partial.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int statusCode, String reason) {
            texts.add("closed " + statusCode);
            return null;
        }
    }
}
