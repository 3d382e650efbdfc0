package dev.evently.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evently.testing.TestTokens;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = {"evently.preset=report", "evently.gateway.trusted-proxies=127\\.0\\.0\\.1"})
class RateLimitIT extends GatewayTest {

    @Autowired
    private ReactiveStringRedisTemplate redis;

    @BeforeEach
    void forgetEarlierRequestsInRedis() {
        await().atMost(Duration.ofSeconds(20))
                .until(() ->
                        read("192.0.2.99").headers().firstValue("RateLimit").isPresent());
        redis.delete(redis.keys("request_rate_limiter.*")).block();
    }

    @Test
    void refusesOneAddressAfterItsShareAndNotAnother() throws Exception {
        List<HttpResponse<String>> answers = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            answers.add(read("192.0.2.1"));
        }

        assertThat(answers.subList(0, 50)).allMatch(answer -> answer.statusCode() == 200);
        HttpResponse<String> refused = answers.stream()
                .filter(answer -> answer.statusCode() == 429)
                .findFirst()
                .orElseThrow();
        assertProblem(refused, 429, "too-many-requests");
        assertThat(refused.headers().firstValue("Retry-After"))
                .hasValueSatisfying(
                        seconds -> assertThat(Integer.parseInt(seconds)).isBetween(1, 2));
        assertThat(refused.headers().firstValue("RateLimit-Policy")).hasValue("\"address\";q=50;w=60");
        assertThat(read("192.0.2.2").statusCode()).isEqualTo(200);
    }

    @Test
    void isNotFooledByAnInventedForwardingChain() throws Exception {
        for (int i = 0; i < 50; i++) {
            read("203.0.113." + i + ", 192.0.2.3");
        }

        assertThat(read("203.0.113.99, 192.0.2.3").headers().firstValue("RateLimit"))
                .hasValue("\"address\";r=0");
    }

    @Test
    void countsAddressesWhoeverTheUserIs() throws Exception {
        for (int i = 0; i < 5; i++) {
            send(request("/api/v1/bookings", TestTokens.user(UUID.randomUUID()))
                    .header("X-Forwarded-For", "192.0.2.4"));
        }

        assertThat(read("192.0.2.4").headers().firstValue("RateLimit")).hasValue("\"address\";r=44");
    }

    @Test
    void doesNotCountTheKeysThatServicesFetch() throws Exception {
        for (int i = 0; i < 60; i++) {
            assertThat(send(request("/oauth2/jwks")).statusCode()).isEqualTo(200);
        }
    }

    private HttpResponse<String> read(String forwardedFor) throws Exception {
        return send(request("/api/v1/events/1/availability").header("X-Forwarded-For", forwardedFor));
    }
}
