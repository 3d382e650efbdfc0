package dev.evently.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.testing.TestTokens;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;

/** What browsers are told, and what JSON may not look like. */
@TestPropertySource(
        properties = {"evently.gateway.trusted-proxies=1", "evently.cross-origin.origins=https://tickets.example.org"})
class ArmourIT extends GatewayTest {

    private static final String PAGE = "https://tickets.example.org";

    private final String token = TestTokens.user(UUID.randomUUID());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/bookings/1",
                "/health/live",
                "/nowhere",
                "/api/v1/bookings//internal",
                "/api/v1/analytics/overview"
            })
    void tellsBrowsersWithEveryAnswerToTrustNothing(String path) throws Exception {
        HttpResponse<String> answer = send(request(path, token));

        assertArmoured(answer);
        assertThat(answer.headers().map()).doesNotContainKey("strict-transport-security");
    }

    @Test
    void asksForTlsWhereThereIsTls() throws Exception {
        assertThat(send(request("/health/live").header("X-Forwarded-Proto", "https"))
                        .headers()
                        .firstValue("Strict-Transport-Security"))
                .hasValue("max-age=63072000; includeSubDomains");
    }

    @Test
    void letsAListedPageCall() throws Exception {
        HttpResponse<String> asked = send(request("/api/v1/bookings")
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", PAGE)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization, content-type, idempotency-key"));

        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(asked.headers().firstValue("Access-Control-Allow-Origin")).hasValue(PAGE);
        assertThat(asked.headers().firstValue("Access-Control-Allow-Headers"))
                .hasValue("authorization, content-type, idempotency-key");
        assertThat(asked.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
        assertThat(SERVICE.received()).isEmpty();

        HttpResponse<String> called = send(request("/api/v1/bookings/1", token).header("Origin", PAGE));
        assertThat(called.statusCode()).isEqualTo(200);
        assertThat(called.headers().allValues("Access-Control-Allow-Origin")).containsExactly(PAGE);
        assertThat(called.headers().firstValue("Access-Control-Expose-Headers"))
                .hasValueSatisfying(names -> assertThat(names).contains("RateLimit", "Retry-After", "ETag"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "http://tickets.example.org", "null"})
    void refusesEveryOtherPage(String origin) throws Exception {
        assertProblem(send(request("/api/v1/bookings/1", token).header("Origin", origin)), 403, "forbidden");
        assertThat(SERVICE.received()).isEmpty();
    }

    @Test
    void passesJsonThatIsAsDeepAsItMayBe() throws Exception {
        String quoted = "{\"a\":\"" + "[".repeat(100) + "\\\"[[\"}";

        assertThat(send(json("[".repeat(32) + "]".repeat(32))).statusCode()).isEqualTo(200);
        assertThat(send(json(quoted)).statusCode()).isEqualTo(200);
        assertThat(send(json("[[],[],[]]".repeat(20))).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesJsonThatIsNestedDeeper() throws Exception {
        assertProblem(send(json("[".repeat(33) + "]".repeat(33))), 400, "malformed-request");
        assertProblem(send(json("{\"a\":".repeat(5_000))), 400, "malformed-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/JSON",
                "Application/Problem+JSON",
                "text/json; charset=UTF-8",
                "application/json;charset=\"utf-8\""
            })
    void knowsJsonHoweverItIsCalled(String type) throws Exception {
        assertThat(send(typed(type, "{}".getBytes(UTF_8))).statusCode()).isEqualTo(200);
        assertProblem(send(typed(type, "[".repeat(33).getBytes(UTF_8))), 400, "malformed-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json;charset=utf-16",
                "application/json; Charset = \"UTF-32\"",
                "application/json;charset=utf-8;charset=utf-16",
                "application/json;charset=utf-7"
            })
    void readsJsonInNoOtherCharset(String type) throws Exception {
        assertProblem(send(typed(type, "{}".getBytes(UTF_8))), 415, "unsupported-media-type");
        assertThat(SERVICE.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE"})
    void readsNoJsonThatIsWrittenInAnother(String charset) throws Exception {
        byte[] deep = ("[\"\u2200\"," + "[".repeat(40)).getBytes(Charset.forName(charset));

        assertProblem(send(typed("application/json", deep)), 400, "malformed-request");
        assertThat(SERVICE.received()).isEmpty();
    }

    @Test
    void refusesJsonThatIsNestedDeeperThanTheRouteAllows() throws Exception {
        assertThat(send(notification("[".repeat(8) + "]".repeat(8))).statusCode())
                .isEqualTo(200);
        assertProblem(send(notification("[".repeat(9) + "]".repeat(9))), 400, "malformed-request");
        assertThat(send(json("[".repeat(9) + "]".repeat(9))).statusCode())
                .as("another route")
                .isEqualTo(200);
    }

    @Test
    void refusesAnAddressThatIsLongerThanTheRouteAllows() throws Exception {
        String query = "?q=" + "a".repeat(2_100);

        assertProblem(send(request("/api/v1/waitlist" + query, token)), 414, "uri-too-long");
        assertThat(send(request("/api/v1/bookings/1" + query, token)).statusCode())
                .as("another route")
                .isEqualTo(200);
    }

    @Test
    void compressesLargeAnswersForWhoAsksForIt() throws Exception {
        HttpResponse<String> large = send(request("/api/v1/bookings/1", token)
                .header("X-Wanted-Bytes", "100000")
                .header("Accept-Encoding", "gzip"));

        assertThat(large.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(large.body().length()).isLessThan(1_000);
        assertThat(send(request("/api/v1/bookings/1", token).header("Accept-Encoding", "gzip"))
                        .headers()
                        .firstValue("Content-Encoding"))
                .isEmpty();
        assertThat(send(request("/api/v1/bookings/1", token).header("X-Wanted-Bytes", "100000"))
                        .headers()
                        .firstValue("Content-Length"))
                .hasValue("100011");
    }

    private HttpRequest.Builder notification(String body) {
        return request("/api/v1/notifications", token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    private HttpRequest.Builder typed(String type, byte[] body) {
        return request("/api/v1/bookings", token).header("Content-Type", type).POST(BodyPublishers.ofByteArray(body));
    }

    private HttpRequest.Builder json(String body) {
        return request("/api/v1/bookings", token)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }
}
