package dev.evently.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evently.testing.TestTokens;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

@TestPropertySource(
        properties = {
            "evently.preset=standard",
            "evently.redis-url=${test.redis-url}/2",
            "spring.data.redis.timeout=10s"
        })
class RateLimitAdminIT extends GatewayTest {

    private static final String PATH = "/api/v1/admin/rate-limits";

    private final String admin = TestTokens.user(UUID.randomUUID(), "ADMIN");

    @Autowired
    private ReactiveStringRedisTemplate redis;

    @BeforeEach
    void begin() {
        redis.delete(redis.keys("{evently.limits}*")).block();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> send(change("{\"limits\":[]}")).statusCode() == 200);
    }

    @Test
    void showsTheLimitsThatHold() throws Exception {
        JsonNode limits = JSON.readTree(send(request(PATH, admin)).body());

        assertThat(limits.path("preset").asString()).isEqualTo("standard");
        assertThat(limit(limits, "address")).isEqualTo("3000/10");
        assertThat(limit(limits, "bookings")).isEqualTo("60/60");
        assertThat(limits.path("limits").size()).isEqualTo(6);
        assertThat(limits.path("refused").size()).isZero();
    }

    @Test
    void changesThemForTheNextRequestAndSaysWhoWasRefused() throws Exception {
        String user = TestTokens.user(UUID.randomUUID());
        HttpResponse<String> changed =
                send(change("{\"limits\":[{\"tier\":\"bookings\",\"requests\":2,\"windowSeconds\":3600}]}"));
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(limit(JSON.readTree(changed.body()), "bookings")).isEqualTo("2/3600");

        assertThat(book(user).statusCode()).isEqualTo(200);
        assertThat(book(user).statusCode()).isEqualTo(200);
        assertProblem(book(user), 429, "too-many-requests");
        assertProblem(book(user), 429, "too-many-requests");

        JsonNode refused = JSON.readTree(send(request(PATH, admin)).body()).path("refused");
        assertThat(refused.size()).isEqualTo(1);
        assertThat(refused.path(0).path("tier").asString()).isEqualTo("bookings");
        assertThat(refused.path(0).path("route").asString()).isEqualTo("booking");
        assertThat(refused.path(0).path("requests").asInt()).isEqualTo(2);

        assertThat(send(change("{\"limits\":[]}")).statusCode()).isEqualTo(200);
        assertThat(book(user).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesAChangeOfLimitsThatAreOthersNow() throws Exception {
        HttpResponse<String> read = send(request(PATH, admin));
        String tag = read.headers().firstValue("ETag").orElseThrow();

        assertThat(send(change("{\"limits\":[]}").header("If-Match", tag)).statusCode())
                .isEqualTo(200);
        assertProblem(send(change("{\"limits\":[]}").header("If-Match", tag)), 412, "precondition-failed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                                      | limits
            {"limits":[null]}                                                       | limits[0]
            {"limits":[{"tier":"nobody","requests":1,"windowSeconds":1}]}           | limits[0].tier
            {"limits":[{"tier":"global","requests":0,"windowSeconds":1}]}           | limits[0].requests
            {"limits":[{"tier":"global","requests":1}]}                             | limits[0].windowSeconds
            {"limits":[{"tier":"global","requests":1,"windowSeconds":61}]}          | limits[0].windowSeconds
            {"limits":[{"tier":"bookings","requests":1,"windowSeconds":3601}]}      | limits[0].windowSeconds
            """)
    void namesTheFieldThatIsToBlame(String body, String field) throws Exception {
        JsonNode problem = assertProblem(send(change(body)), 422, "validation");

        assertThat(problem.path("errors").size()).isEqualTo(1);
        assertThat(problem.path("errors").path(0).path("field").asString()).isEqualTo(field);
    }

    @Test
    void refusesATierThatIsNamedTwice() throws Exception {
        String global = "{\"tier\":\"global\",\"requests\":1000,\"windowSeconds\":1}";

        JsonNode problem =
                assertProblem(send(change("{\"limits\":[" + global + "," + global + "]}")), 422, "validation");
        assertThat(problem.path("errors").path(0).path("field").asString()).isEqualTo("limits[1].tier");
    }

    @Test
    void refusesWhatIsNoJson() throws Exception {
        assertProblem(send(change("{\"limits\":")), 400, "malformed-request");
        assertProblem(
                send(change("{\"limits\":[{\"tier\":\"global\",\"requests\":\"x\"}]}")), 400, "malformed-request");
        assertProblem(
                send(change("{\"limits\":[]}").setHeader("Content-Type", "text/plain")), 415, "unsupported-media-type");
        assertProblem(send(request(PATH, admin).DELETE()), 405, "method-not-allowed");
    }

    @Test
    void isForAdministratorsOnly() throws Exception {
        assertProblem(send(request(PATH)), 401, "unauthenticated");
        assertProblem(send(request(PATH, TestTokens.user(UUID.randomUUID()))), 403, "forbidden");
        assertProblem(send(request(PATH, TestTokens.service("waitlist-service", "holds"))), 403, "forbidden");
    }

    private HttpRequest.Builder change(String body) {
        return request(PATH, admin)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body));
    }

    private HttpResponse<String> book(String token) throws Exception {
        return send(request("/api/v1/bookings", token).POST(HttpRequest.BodyPublishers.ofString("{}")));
    }

    private static String limit(JsonNode answer, String tier) {
        for (JsonNode limit : answer.path("limits")) {
            if (limit.path("tier").asString().equals(tier)) {
                return limit.path("requests").asInt() + "/"
                        + limit.path("windowSeconds").asInt();
            }
        }
        return "none";
    }
}
