package dev.evently.waitlist.entries;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.testing.TestTokens;
import dev.evently.waitlist.WaitlistStory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

class HostileInputIT extends WaitlistStory {

    private final UUID mallory = UUID.randomUUID();

    @BeforeEach
    void putTheEventOnSale() {
        publishEvent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"text\"",
                "{",
                "{}",
                "{\"productId\":null,\"quantity\":1}",
                "{\"productId\":\"%s\",\"quantity\":null}",
                "{\"productId\":\"%s\",\"quantity\":0}",
                "{\"productId\":\"%s\",\"quantity\":-1}",
                "{\"productId\":\"%s\",\"quantity\":1.5}",
                "{\"productId\":\"%s\",\"quantity\":\"1\"}",
                "{\"productId\":\"%s\",\"quantity\":99999999999999999999}",
                "{\"productId\":\"%s\",\"quantity\":2147483647}",
                "{\"productId\":\"not a uuid\",\"quantity\":1}",
                "{\"productId\":\"\\u0000\",\"quantity\":1}",
                "{\"productId\":[],\"quantity\":{}}"
            })
    void answersABadBodyWithAProblemOfItsOwnFault(String body) {
        JsonNode problem = problem(as(mallory)
                .post()
                .uri("/api/v1/events/{id}/waitlist", eventId)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body.formatted(productId))
                .exchange());

        assertThat(problem.path("errors").size()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=101",
                "limit=x",
                "limit=99999999999",
                "cursor=x",
                "cursor=%F0%9F%92%A5",
                "cursor=bm90LWEtdXVpZA",
                "cursor=MTIzLTQ1Ng",
                "cursor="
            })
    void answersABadQueryWithAProblemThatNamesTheParameter(String query) throws Exception {
        JsonNode problem = get("/api/v1/waitlist?" + query);

        assertThat(query).startsWith(problem.at("/errors/0/field").asString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/waitlist/%00", "/api/v1/waitlist/1", "/api/v1/events/x/waitlist"})
    void answersABadAddressWithAProblem(String path) throws Exception {
        HttpResponse<String> response = send(request(path).DELETE().build());

        assertThat(response.statusCode()).isBetween(400, 499);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "x"})
    void refusesAKeyThatIsNone(String key) {
        String value = key.equals("x") ? "x".repeat(201) : key;

        JsonNode problem = problem(as(mallory)
                .post()
                .uri("/api/v1/events/{id}/waitlist", eventId)
                .contentType(MediaType.APPLICATION_JSON)
                .header("Idempotency-Key", value)
                .body("{\"productId\":\"%s\",\"quantity\":1}".formatted(productId))
                .exchange());

        assertThat(problem.at("/errors/0/field").asString()).isEqualTo("Idempotency-Key");
    }

    private static JsonNode problem(RestTestClient.ResponseSpec response) {
        return body(response.expectStatus()
                .is4xxClientError()
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON));
    }

    private JsonNode get(String path) throws Exception {
        HttpResponse<String> response = send(request(path).GET().build());
        assertThat(response.statusCode()).isBetween(400, 499);
        return JSON.readTree(response.body());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address() + path))
                .header("Authorization", "Bearer " + TestTokens.user(mallory));
    }

    private static HttpResponse<String> send(HttpRequest request) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }
}
