package dev.evently.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** A client of the service's public API that knows nothing but HTTP and JSON. */
public final class IdentityClient {

    public static final String PASSWORD = "quiet lanterns over the harbour";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static {
        // Idle connections are closed before the server closes them, which it does after five seconds.
        System.setProperty("jdk.httpclient.keepalive.timeout", "1");
    }

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;

    public IdentityClient(int port) {
        this.base = "http://127.0.0.1:" + port;
    }

    public static String someEmail() {
        return "somebody-%s@example.org".formatted(UUID.randomUUID());
    }

    public Answer register(String email) {
        return post(
                "/api/v1/auth/register",
                Map.of("email", email, "password", PASSWORD, "displayName", "Ada Buyer"),
                null);
    }

    public Answer login(String email, String password) {
        return post("/api/v1/auth/login", Map.of("email", email, "password", password), null);
    }

    /** Registers somebody and signs them in. */
    public Answer newSession() {
        String email = someEmail();
        register(email);
        return login(email, PASSWORD);
    }

    public Answer refresh(String refreshToken) {
        return post("/api/v1/auth/refresh", Map.of("refreshToken", refreshToken), null);
    }

    public Answer logout(String accessToken, String refreshToken) {
        return post("/api/v1/auth/logout", Map.of("refreshToken", refreshToken), accessToken);
    }

    public Answer me(String accessToken) {
        return get("/api/v1/users/me", accessToken);
    }

    public Answer get(String path, @Nullable String accessToken) {
        return send(request(path, accessToken).GET());
    }

    public Answer delete(String path, String accessToken) {
        return send(request(path, accessToken).DELETE());
    }

    public Answer post(String path, Object body, @Nullable String accessToken) {
        return postRaw(path, "application/json", JSON.writeValueAsString(body), accessToken);
    }

    public Answer postRaw(String path, String contentType, String body, @Nullable String accessToken) {
        return send(
                request(path, accessToken).header("Content-Type", contentType).POST(BodyPublishers.ofString(body)));
    }

    public Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            return new Answer(response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public HttpRequest.Builder request(String path, @Nullable String accessToken) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
        return accessToken == null ? request : request.header("Authorization", "Bearer " + accessToken);
    }

    /** What came back; its body as JSON where there is one. */
    public record Answer(HttpResponse<String> response) {

        public int status() {
            return response.statusCode();
        }

        public JsonNode json() {
            return response.body().isEmpty() ? MissingNode.getInstance() : JSON.readTree(response.body());
        }

        public String text(String field) {
            return json().path(field).asString();
        }

        public String accessToken() {
            return text("accessToken");
        }

        public String refreshToken() {
            return text("refreshToken");
        }

        /** The name of the problem, such as {@code bad-credentials}; empty when it is not a problem. */
        public String problem() {
            boolean isProblem = header("Content-Type").equals("application/problem+json");
            return isProblem ? text("type").replace("/problems/", "") : "";
        }

        /** The first field that a problem blames. */
        public String blamedField() {
            return json().path("errors").path(0).path("field").asString("");
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }
}
