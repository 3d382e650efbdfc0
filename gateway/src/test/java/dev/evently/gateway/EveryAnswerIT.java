package dev.evently.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.evently.testing.TestTokens;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.test.context.TestPropertySource;

/** What is said with every answer, whoever gives it. Of 429 {@link RateLimitIT} knows. */
@TestPropertySource(
        properties = {"evently.gateway.trusted-proxies=1", "evently.cross-origin.origins=https://tickets.example.org"})
class EveryAnswerIT extends GatewayTest {

    private static final String TOKEN = TestTokens.user(UUID.randomUUID());

    private static Stream<Arguments> counted() {
        return Stream.of(
                counted(200, "/api/v1/bookings/1", as -> as),
                counted(
                        200,
                        "/api/v1/bookings",
                        as -> as.method("OPTIONS", BodyPublishers.noBody())
                                .header("Origin", "https://tickets.example.org")
                                .header("Access-Control-Request-Method", "POST")),
                counted(400, "/api/v1/bookings", as -> json(as, "application/json", "[".repeat(40))),
                counted(400, "/api/v1/bookings//internal", as -> as),
                counted(401, "/api/v1/bookings/1", as -> as.setHeader("Authorization", "Bearer wrong")),
                counted(403, "/api/v1/bookings/1", as -> as.header("Origin", "https://evil.example")),
                counted(
                        403,
                        "/api/v1/bookings",
                        as -> as.method("OPTIONS", BodyPublishers.noBody())
                                .header("Origin", "https://evil.example")
                                .header("Access-Control-Request-Method", "POST")),
                counted(404, "/nowhere", as -> as),
                counted(405, "/api/v1/auth/login", as -> as),
                counted(413, "/api/v1/bookings", as -> json(as, "text/plain", "a".repeat(70_000))),
                counted(414, "/api/v1/waitlist?q=" + "a".repeat(3_000), as -> as),
                counted(415, "/api/v1/bookings", as -> json(as, "application/json;charset=utf-16", "{}")),
                counted(431, "/api/v1/bookings/1", as -> as.header("X-Long", "a".repeat(9_000))),
                counted(503, "/api/v1/events", as -> as),
                counted(504, "/api/v1/bookings/silent", as -> as));
    }

    private static Arguments counted(int status, String path, UnaryOperator<HttpRequest.Builder> how) {
        return arguments(status, path, how);
    }

    private static HttpRequest.Builder json(HttpRequest.Builder request, String type, String body) {
        return request.header("Content-Type", type).POST(BodyPublishers.ofString(body));
    }

    @ParameterizedTest
    @MethodSource("counted")
    void saysWhatIsLeftAndTellsBrowsersToTrustNothing(int status, String path, UnaryOperator<HttpRequest.Builder> how)
            throws Exception {
        HttpResponse<String> answer = send(how.apply(request(path, TOKEN)));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertArmoured(answer);
        assertThat(answer.headers().firstValue("RateLimit-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).matches("\"[a-z-]+\";q=\\d+;w=\\d+"));
        assertThat(answer.headers().firstValue("RateLimit"))
                .hasValueSatisfying(left -> assertThat(left).matches("\"[a-z-]+\";r=\\d+"));
    }

    private static Stream<Arguments> unreadable() {
        return Stream.of(
                arguments(400, "GET /api/v1/events?q=%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
                arguments(400, "GET /api/v1/events HTTP/1.1\r\nHost: x\r\nBad Header: y\r\n\r\n"),
                arguments(414, "GET /api/v1/events?q=" + "a".repeat(9_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"),
                arguments(431, "GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + "a".repeat(20_000) + "\r\n\r\n"));
    }

    /** It never becomes a request that could be counted; the connection ends with it. */
    @ParameterizedTest
    @MethodSource("unreadable")
    void tellsBrowsersToTrustNothingInWhatTheServerRefusesByItself(int status, String raw) throws Exception {
        assertThat(exchange(raw))
                .startsWith("HTTP/1.1 " + status + " ")
                .containsIgnoringCase("\r\nX-Content-Type-Options: nosniff\r\n")
                .containsIgnoringCase("\r\nX-Frame-Options: DENY\r\n")
                .containsIgnoringCase("\r\nReferrer-Policy: no-referrer\r\n")
                .containsIgnoringCase(
                        "\r\nContent-Security-Policy: default-src 'none'; frame-ancestors 'none'; sandbox\r\n")
                .doesNotContainIgnoringCase("\r\nRateLimit");
    }
}
