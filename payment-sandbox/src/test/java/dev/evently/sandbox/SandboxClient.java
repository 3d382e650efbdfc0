package dev.evently.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A merchant's side of the sandbox's API. */
final class SandboxClient {

    private final URI url;
    private final String apiKey;
    private final Duration timeout;
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();

    SandboxClient(URI url, String apiKey) {
        this(url, apiKey, Duration.ofSeconds(30));
    }

    private SandboxClient(URI url, String apiKey, Duration timeout) {
        this.url = url;
        this.apiKey = apiKey;
        this.timeout = timeout;
    }

    /** The same merchant in a hurry. */
    SandboxClient waiting(Duration atMost) {
        return new SandboxClient(url, apiKey, atMost);
    }

    record Answer(int status, JsonNode body) {

        String text(String field) {
            return body.get(field).asString();
        }
    }

    Answer pay(String token, String reference) throws IOException, InterruptedException {
        return post("/v1/payment-intents", UUID.randomUUID().toString(), intent(token, reference, 9000));
    }

    Answer post(String path, String idempotencyKey, Object body) throws IOException, InterruptedException {
        return send(request(path)
                .header("Idempotency-Key", idempotencyKey)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        body instanceof String text ? text : json.writeValueAsString(body))));
    }

    Answer post(String path) throws IOException, InterruptedException {
        return send(request(path).POST(HttpRequest.BodyPublishers.noBody()));
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    static Map<String, Object> intent(String token, String reference, long amount) {
        return intent(token, reference, amount, Instant.now().plusSeconds(600));
    }

    static Map<String, Object> intent(String token, String reference, long amount, Instant expiresAt) {
        return Map.of(
                "amount",
                amount,
                "currency",
                "EUR",
                "method",
                Map.of("type", "card", "token", token),
                "reference",
                reference,
                "metadata",
                Map.of("bookingId", "b-1"),
                "expiresAt",
                expiresAt.toString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url.resolve(path)).timeout(timeout).header("Authorization", "Bearer " + apiKey);
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        String body = response.body();
        return new Answer(response.statusCode(), json.readTree(body.isEmpty() ? "{}" : body));
    }
}
