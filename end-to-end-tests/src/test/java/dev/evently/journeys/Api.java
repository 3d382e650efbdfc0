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
 * @param trace what the requests belong to, by its id in hexadecimal digits; null if the caller does not trace itself
 */
record Api(String baseUrl, @Nullable String token, @Nullable String trace) {

    /** The span of the caller that its requests are made in. */
    static final String CLIENT_SPAN = "00000000000000c1";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    static Api ofNobody() {
        return new Api(RunningSuite.shared().gatewayUrl(), null, null);
    }

    Api as(String accessToken) {
        return new Api(baseUrl, accessToken, trace);
    }

    /** The same caller, who wants this trace to be kept. */
    Api in(String traceId) {
        return new Api(baseUrl, token, traceId);
    }

    /** Gets what is not under the base of the API. */
    Reply getFromRoot(String path) {
        return send("GET", URI.create(baseUrl + path), BodyPublishers.noBody(), null);
    }

    /** Posts to what is not under the base of the API. */
    Reply postToRoot(String path, Object body) {
        return send("POST", URI.create(baseUrl + path), json(body), null);
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
        return send(method, URI.create(baseUrl + "/api/v1" + path), body, idempotencyKey);
    }

    private Reply send(String method, URI address, BodyPublisher body, @Nullable String idempotencyKey) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).method(method, body);
        if (body.contentLength() != 0) {
            request.header("Content-Type", "application/json");
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (idempotencyKey != null) {
            request.header("Idempotency-Key", idempotencyKey);
        }
        if (trace != null) {
            request.header("traceparent", "00-" + trace + "-" + CLIENT_SPAN + "-01");
        }
        String name = method + " " + address.getPath();
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
