package dev.evently.local.demo;

import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The messages that arrive over one WebSocket. */
final class Inbox implements WebSocket.Listener {
    private static final JsonMapper JSON = new JsonMapper();

    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();
    private volatile @Nullable String end;

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
        partial.append(text);
        if (last) {
            messages.add(partial.toString());
            partial.setLength(0);
        }
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int statusCode, String reason) {
        end = "closed with status " + statusCode + " " + reason;
        return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
        end = "broken: " + error;
    }

    /** What ended the connection; empty while it is open. */
    Optional<String> end() {
        return Optional.ofNullable(end);
    }

    /** Waits for a message of this type and returns it; messages of other types are passed over. */
    Optional<JsonNode> await(String type, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            String message = messages.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (message == null) {
                return Optional.empty();
            }
            Optional<JsonNode> found =
                    parse(message).filter(json -> json.path("type").asString("").equals(type));
            if (found.isPresent()) {
                return found;
            }
        }
    }

    private static Optional<JsonNode> parse(String message) {
        try {
            return Optional.of(JSON.readTree(message));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
