package dev.evently.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.testing.TestTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The public API as one account uses it; without an account as anybody does. */
final class EventApi {

    static final String MERGE_PATCH = "application/merge-patch+json";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String root;
    private final @Nullable String token;

    private EventApi(String root, @Nullable String token) {
        this.root = root;
        this.token = token;
    }

    static EventApi anybody(int port) {
        return new EventApi("http://127.0.0.1:" + port + "/api/v1", null);
    }

    EventApi as(UUID userId) {
        return new EventApi(root, TestTokens.user(userId));
    }

    /** As an account that has signed in with a second factor. */
    EventApi asProven(UUID userId) {
        return new EventApi(
                root,
                TestTokens.sign(claims -> claims.subject(userId.toString())
                        .claim("roles", List.of("USER"))
                        .claim("amr", List.of("pwd", "otp"))));
    }

    EventApi asAdmin() {
        return new EventApi(root, TestTokens.user(UUID.randomUUID(), "ADMIN"));
    }

    EventApi asMachine() {
        return new EventApi(root, TestTokens.service("waitlist-service", "offers:write"));
    }

    /** What came back. */
    record Answer(int status, HttpResponse<String> response) {

        JsonNode body() {
            return JSON.readTree(response.body());
        }

        String text(String field) {
            return body().path(field).asString();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** Fails unless that was the answer. */
        Answer expect(int expected) {
            assertThat(status)
                    .as("%s %s: %s", response.request().method(), response.uri(), response.body())
                    .isEqualTo(expected);
            return this;
        }

        /** Fails unless the answer is a problem of that name. */
        Answer expectProblem(int expected, String slug) {
            expect(expected);
            assertThat(header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(text("type")).isEqualTo("/problems/" + slug);
            return this;
        }

        /** The fields that a problem blames. */
        List<String> blamed() {
            List<String> fields = new ArrayList<>();
            body().path("errors")
                    .forEach(error -> fields.add(error.path("field").asString()));
            return fields;
        }
    }

    Answer get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    Answer post(String path, String body, String... headers) {
        return send("POST", path, body, headers);
    }

    Answer put(String path, String body, String... headers) {
        return send("PUT", path, body, headers);
    }

    Answer patch(String path, String body, String... headers) {
        return send("PATCH", path, body, headers);
    }

    Answer delete(String path, String... headers) {
        return send("DELETE", path, null, headers);
    }

    Answer send(String method, String path, @Nullable String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        request.setHeader("Content-Type", method.equals("PATCH") ? MERGE_PATCH : "application/json");
        if (token != null) {
            request.setHeader("Authorization", "Bearer " + token);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Founds an organizer and returns its id. */
    String organizer() {
        return post("/organizers", "{\"name\":\"Harbour Concerts\"}")
                .expect(201)
                .text("id");
    }

    /** Opens a venue in a city and returns its id. */
    String venue(String organizerId, String city, double latitude, double longitude) {
        return post("/venues", venueBody(organizerId, city, latitude, longitude))
                .expect(201)
                .text("id");
    }

    static String venueBody(String organizerId, String city, double latitude, double longitude) {
        return """
                {"organizerId":"%s","name":"Harbour Hall","address":"1 Quay","city":"%s","country":"DE",
                 "latitude":%s,"longitude":%s,"timezone":"Europe/Berlin","capacity":800}
                """.formatted(organizerId, city, latitude, longitude);
    }

    /** An event with one product of 4500 that starts after the given time. */
    static String eventBody(String organizerId, @Nullable String venueId, String title, Duration startsIn) {
        return eventBody(organizerId, venueId, title, "concert", Instant.now().plus(startsIn), 4500);
    }

    static String eventBody(
            String organizerId, @Nullable String venueId, String title, String category, Instant start, long price) {
        return """
                {"organizerId":"%s","venueId":%s,"title":"%s","description":"Two suites and an encore.",
                 "category":"%s","startsAt":"%s","endsAt":"%s","timezone":"Europe/Berlin","currency":"EUR",
                 "products":[{"name":"Standing","price":%d,"capacity":800,"maxPerBooking":8}]}
                """.formatted(
                        organizerId,
                        venueId == null ? "null" : "\"" + venueId + "\"",
                        title,
                        category,
                        start,
                        start.plus(Duration.ofHours(3)),
                        price);
    }

    /** Drafts an event and returns its id. */
    String draft(String body) {
        return post("/events", body).expect(201).text("id");
    }

    /** Drafts and publishes an event and returns its id. */
    String publish(String body) {
        String id = draft(body);
        post("/events/" + id + "/publish", "").expect(200);
        return id;
    }
}
