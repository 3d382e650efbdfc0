package dev.evently.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.testing.TestTokens;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class RoutingIT extends GatewayTest {

    private final String token = TestTokens.user(UUID.randomUUID());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/bookings",
                "/api/v1/bookings/1/payment",
                "/api/v1/tickets/1/qr",
                "/api/v1/events/1/inventory",
                "/api/v1/events/1/check-ins",
                "/api/v1/events/1/waitlist",
                "/api/v1/admin/shards",
                "/api/v1/notifications?limit=5&cursor=a%2Bb"
            })
    void keepsMethodPathAndQuery(String path) throws Exception {
        assertThat(send(request(path, token).DELETE()).statusCode()).isEqualTo(200);
        assertThat(SERVICE.last().uri()).isEqualTo(path);
        assertThat(SERVICE.last().method()).isEqualTo("DELETE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/internal/v1/offers",
                "/metrics",
                "/actuator",
                "/api/v2/events",
                "/",
                "/admin",
                "/api/v1/admin",
                "/error"
            })
    void doesNotKnowWhatIsNotPublic(String path) throws Exception {
        assertProblem(send(request(path)), 404, "not-found");
        assertProblem(send(request(path, token)), 404, "not-found");
        assertThat(SERVICE.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/bookings/..%2f..%2f..%2finternal/v1/offers",
                "/api/v1/bookings/%2e%2e/%2e%2e/%2e%2e/internal/v1/offers",
                "/api/v1/bookings/..;/..;/..;/internal/v1/offers",
                "/api/v1/bookings//internal/v1/offers",
                "/api/v1/bookings/%00"
            })
    void refusesAddressesWrittenToDeceive(String path) throws Exception {
        assertProblem(send(request(path, token)), 400, "malformed-request");
        assertThat(SERVICE.received()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/api/v1/auth/login,POST",
        "DELETE,/oauth2/jwks,'GET, HEAD'",
        "PUT,/api/v1/webhooks/payments,POST",
        "POST,/health,GET"
    })
    void saysWhichMethodsAPathKnows(String method, String path, String allowed) throws Exception {
        HttpResponse<String> answer = send(request(path).method(method, HttpRequest.BodyPublishers.noBody()));

        assertProblem(answer, 405, "method-not-allowed");
        assertThat(answer.headers().firstValue("Allow")).hasValue(allowed);
    }

    @ParameterizedTest
    @CsvSource({"/api/v1/auth/login,'POST, OPTIONS'", "/oauth2/jwks,'GET, HEAD, OPTIONS'"})
    void tellsOptionsOfAnOpenPathWithoutAToken(String path, String allowed) throws Exception {
        HttpResponse<String> answer = send(request(path).method("OPTIONS", HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Allow")).hasValue(allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "PROPFIND"})
    void refusesMethodsThatNoServiceKnows(String method) throws Exception {
        HttpRequest.Builder request =
                request("/api/v1/bookings", token).method(method, HttpRequest.BodyPublishers.noBody());

        assertProblem(send(request), 405, "method-not-allowed");
    }

    @Test
    void takesAwayWhatOnlyTheInfrastructureMaySay() throws Exception {
        send(request("/api/v1/bookings", token)
                .header("X-User-Id", "1")
                .header("X-User-Roles", "ADMIN")
                .header("X-Evently-Caller", "1")
                .header("X-Forwarded-For", "10.0.0.1")
                .header("X-Forwarded-Host", "evil.example")
                .header("X-Forwarded-Prefix", "/evil")
                .header("Forwarded", "for=10.0.0.1")
                .header("X-Real-IP", "10.0.0.1")
                .header("X-Original-URL", "/internal")
                .header("X-HTTP-Method-Override", "DELETE")
                .header("Idempotency-Key", "k")
                .header("If-Match", "\"1\""));

        assertThat(SERVICE.last().headers())
                .containsEntry("x-forwarded-for", "127.0.0.1")
                .containsEntry("x-forwarded-host", "127.0.0.1:" + port())
                .containsEntry("x-forwarded-proto", "http")
                .containsEntry("idempotency-key", "k")
                .containsEntry("if-match", "\"1\"")
                .doesNotContainKeys(
                        "x-user-id",
                        "x-user-roles",
                        "x-evently-caller",
                        "x-forwarded-prefix",
                        "forwarded",
                        "x-real-ip",
                        "x-original-url",
                        "x-http-method-override");
    }

    @Test
    void beginsATraceWhereTheClientSentNone() throws Exception {
        send(request("/api/v1/bookings", token));
        assertThat(SERVICE.last().headers().get("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");

        send(request("/api/v1/bookings", token).header("traceparent", "nonsense"));
        assertThat(SERVICE.last().headers().get("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
    }

    @Test
    void continuesTheTraceOfTheClient() throws Exception {
        String traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

        send(request("/api/v1/bookings", token).header("traceparent", traceparent));
        assertThat(SERVICE.last().headers()).containsEntry("traceparent", traceparent);

        JsonNode problem =
                assertProblem(send(request("/nowhere").header("traceparent", traceparent)), 404, "not-found");
        assertThat(problem.path("traceId").asString()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(problem.path("instance").asString()).isEqualTo("/nowhere");
    }

    @Test
    void servesThePagesOfProblems() throws Exception {
        HttpResponse<String> page = send(request("/problems/too-many-requests"));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/markdown;charset=UTF-8");
        assertThat(page.body()).contains("Retry-After");
        assertProblem(send(request("/problems/no-such-problem")), 404, "not-found");
    }
}
