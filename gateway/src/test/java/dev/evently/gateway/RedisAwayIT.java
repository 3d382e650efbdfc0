package dev.evently.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.testing.TestTokens;
import java.net.http.HttpResponse;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.test.context.TestPropertySource;

/** Port 1 belongs to nobody: a connection is refused at once. */
@TestPropertySource(properties = "evently.redis-url=redis://127.0.0.1:1")
class RedisAwayIT extends GatewayTest {

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void letsRequestsPassUncounted() throws Exception {
        String token = TestTokens.user(UUID.randomUUID());
        for (int i = 0; i < 20; i++) {
            HttpResponse<String> answer = send(request("/api/v1/bookings", token));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("RateLimit")).isEmpty();
        }
        assertThat(send(request("/health/ready")).statusCode()).isEqualTo(200);
    }
}
