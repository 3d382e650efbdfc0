package dev.evently.notification.live;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client that is connected by WebSocket and keeps what it receives. */
final class LiveClient implements AutoCloseable {

    /** How a connection ended, as the server said. */
    record Ending(int code, String reason) {}

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final List<JsonNode> messages = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Ending> ending = new CompletableFuture<>();
    private final AtomicInteger pings = new AtomicInteger();
    private final WebSocket socket;

    /** Connects with the token in the header. */
    LiveClient(int port, String pathAndQuery, String token) {
        this(HTTP.newWebSocketBuilder().header("Authorization", "Bearer " + token), port, pathAndQuery);
    }

    /** Connects as the gateway does for a client that asked for it at that time. */
    LiveClient(int port, String pathAndQuery, String token, Instant receivedAt) {
        this(
                HTTP.newWebSocketBuilder()
                        .header("Authorization", "Bearer " + token)
                        .header("X-Evently-Received-At", receivedAt.toString()),
                port,
                pathAndQuery);
    }

    /** Connects as browsers do, with whatever the address holds. */
    LiveClient(int port, String pathAndQuery) {
        this(HTTP.newWebSocketBuilder(), port, pathAndQuery);
    }

    private LiveClient(WebSocket.Builder builder, int port, String pathAndQuery) {
        this.socket = builder.buildAsync(URI.create("ws://127.0.0.1:" + port + pathAndQuery), new Inbox())
                .join();
    }

    List<JsonNode> messages() {
        return List.copyOf(messages);
    }

    List<JsonNode> awaitMessages(int number) {
        return Awaitility.await(number + " messages")
                .atMost(PATIENCE)
                .until(this::messages, received -> received.size() >= number);
    }

    List<String> ids() {
        return messages.stream().map(message -> message.path("id").asString()).toList();
    }

    int pings() {
        return pings.get();
    }

    boolean isOpen() {
        return !ending.isDone();
    }

    Ending awaitEnding() {
        return Awaitility.await("the end of the connection")
                .atMost(PATIENCE)
                .until(() -> ending.getNow(null), found -> found != null);
    }

    void say(String text) {
        socket.sendText(text, true).join();
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Inbox implements WebSocket.Listener {

        private final StringBuilder partial = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                messages.add(JSON.readTree(partial.toString()));
                partial.setLength(0);
            }
            return WebSocket.Listener.super.onText(webSocket, data, last);
        }

        @Override
        public @Nullable CompletionStage<?> onPing(WebSocket webSocket, ByteBuffer message) {
            pings.incrementAndGet();
            return WebSocket.Listener.super.onPing(webSocket, message);
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
            ending.complete(new Ending(statusCode, reason));
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            ending.complete(new Ending(-1, error.toString()));
        }
    }
}
