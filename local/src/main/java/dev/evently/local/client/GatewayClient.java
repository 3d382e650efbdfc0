package dev.evently.local.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Requests to one base address, made by one caller or by nobody in particular. */
public final class GatewayClient {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int PATIENCE = 5;
    private static final long MOST_WAIT_SECONDS = 20;

    private final HttpClient client;
    private final String baseUrl;
    private final @Nullable String token;

    private GatewayClient(HttpClient client, String baseUrl, @Nullable String token) {
        this.client = client;
        this.baseUrl = baseUrl;
        this.token = token;
    }

    public static GatewayClient of(String baseUrl) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        return new GatewayClient(client, baseUrl, null);
    }

    /** The same client with the token of a caller who has logged in. */
    public GatewayClient as(String accessToken) {
        return new GatewayClient(client, baseUrl, accessToken);
    }

    public Answer get(String path) throws IOException, InterruptedException {
        return send("GET", path, request(path).GET());
    }

    public Answer post(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return post(path, body, UUID.randomUUID().toString());
    }

    /** Posts the body under this idempotency key; to send both again changes nothing. */
    public Answer post(String path, Map<String, ?> body, String idempotencyKey)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", idempotencyKey)
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
        return send("POST", path, request);
    }

    /** Opens a WebSocket; fails with the reason if the server refuses it. */
    public WebSocket webSocket(String path, WebSocket.Listener listener) throws IOException, InterruptedException {
        WebSocket.Builder builder = client.newWebSocketBuilder().connectTimeout(TIMEOUT);
        if (token != null) {
            builder.header("Authorization", "Bearer " + token);
        }
        try {
            return builder.buildAsync(URI.create(baseUrl.replaceFirst("^http", "ws") + path), listener)
                    .get();
        } catch (ExecutionException e) {
            throw new IOException("WebSocket " + path + " is refused: " + e.getCause(), e);
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder builder =
                HttpRequest.newBuilder(URI.create(baseUrl + path)).timeout(TIMEOUT);
        return token == null ? builder : builder.header("Authorization", "Bearer " + token);
    }

    /** A client that is told to slow down waits as long as it is told, and asks again. */
    private Answer send(String method, String path, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            long start = System.nanoTime();
            HttpResponse<byte[]> response = exchange(request.build());
            if (response.statusCode() != TOO_MANY_REQUESTS || attempt == PATIENCE) {
                long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
                return new Answer(method + " " + path, response.statusCode(), response.body(), millis);
            }
            long seconds = response.headers().firstValueAsLong("Retry-After").orElse(1);
            TimeUnit.SECONDS.sleep(Math.clamp(seconds, 1, MOST_WAIT_SECONDS));
        }
    }

    private HttpResponse<byte[]> exchange(HttpRequest request) throws IOException, InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (ConnectException e) {
            throw new IOException("Nothing answers at " + baseUrl, e);
        }
    }
}
