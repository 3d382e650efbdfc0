package dev.evently.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.testing.TestTokens;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

class RedisAwayIT extends GatewayTest {

    @DynamicPropertySource
    static void noRedis(DynamicPropertyRegistry registry) {
        int port = unusedPort();
        registry.add("evently.redis-url", () -> "redis://127.0.0.1:" + port);
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void letsRequestsPassUncounted() throws Exception {
        String token = TestTokens.user(UUID.randomUUID());
        for (int i = 0; i < 20; i++) {
            assertThat(send(request("/api/v1/bookings", token).timeout(Duration.ofSeconds(5)))
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(send(request("/health/ready")).statusCode()).isEqualTo(200);
    }
}
