package dev.evently.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.testing.TestTokens;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Port 1 belongs to nobody: a connection is refused at once. */
@TestPropertySource(
        properties = {
            "evently.redis-url=redis://127.0.0.1:1",
            "evently.preset=report",
            "evently.gateway.trusted-proxies=1"
        })
class RedisAwayIT extends GatewayTest {

    @Autowired
    private MeterRegistry metrics;

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void countsForItself() throws Exception {
        String token = TestTokens.user(UUID.randomUUID());
        for (int i = 0; i < 50; i++) {
            HttpResponse<String> answer = send(from("192.0.2.1", "/api/v1/bookings/1", token));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("RateLimit")).hasValue("\"address\";r=" + (49 - i));
        }
        assertProblem(send(from("192.0.2.1", "/api/v1/bookings/1", token)), 429, "too-many-requests");
        assertThat(metrics.get("evently.gateway.rate.limit.local").gauge().value())
                .isEqualTo(1);
        assertThat(send(request("/health/ready")).statusCode()).isEqualTo(200);
    }

    @Test
    void saysThatLimitsCannotBeChanged() throws Exception {
        String admin = TestTokens.user(UUID.randomUUID(), "ADMIN");

        assertProblem(send(from("192.0.2.2", "/api/v1/admin/rate-limits", admin)), 503, "unavailable");
    }

    private HttpRequest.Builder from(String address, String path, String token) {
        return request(path, token).header("X-Forwarded-For", address);
    }
}
