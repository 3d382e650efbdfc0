package dev.evently.journeys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The public API as one caller uses it.
 *
 * @param token the caller's access token, or null for nobody in particular
 */
record Api(String baseUrl, @Nullable String token) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    static Api ofNobody() {
        return new Api(RunningSuite.shared().gatewayUrl(), null);
    }

    Api as(String accessToken) {
        return new Api(baseUrl, accessToken);
    }

    /** Gets what is not under the base of the API. */
    Reply getFromRoot(String path) {
        return send(HttpRequest.newBuilder(URI.create(baseUrl + path)).GET(), "GET " + path);
    }

    Reply get(String path) {
        return send("GET", path, BodyPublishers.noBody(), null);
    }

    Reply delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody(), null);
    }

    Reply post(String path, Object body) {
        return post(path, body, UUID.randomUUID().toString());
    }

    /** Posts under this idempotency key, so that it can be sent again without doing anything twice. */
    Reply post(String path, Object body, String idempotencyKey) {
        return send("POST", path, json(body), idempotencyKey);
    }

    Reply put(String path, Object body) {
        return send("PUT", path, json(body), null);
    }

    Reply send(String method, String path, BodyPublisher body, @Nullable String idempotencyKey) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(baseUrl + "/api/v1" + path)).method(method, body);
        if (body.contentLength() != 0) {
            request.header("Content-Type", "application/json");
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (idempotencyKey != null) {
            request.header("Idempotency-Key", idempotencyKey);
        }
        return send(request, method + " " + path);
    }

    private static Reply send(HttpRequest.Builder request, String name) {
        try {
            HttpResponse<String> response =
                    HTTP.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
            String contentType = response.headers().firstValue("Content-Type").orElse("");
            return new Reply(name, response.statusCode(), contentType, response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A text is sent as it stands, anything else as JSON. */
    private static BodyPublisher json(Object body) {
        return BodyPublishers.ofString(body instanceof String text ? text : JSON.writeValueAsString(body));
    }

    /** The body of an order of one product. */
    static Map<String, ?> order(String event, String product, int quantity) {
        return Map.of("eventId", event, "items", List.of(Map.of("productId", product, "quantity", quantity)));
    }

    static Map<String, ?> card(String token) {
        return Map.of("method", Map.of("type", "card", "token", token));
    }
}
