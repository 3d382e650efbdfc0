package dev.evently.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.testing.TestTokens;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** Port 1 belongs to nobody: a connection is refused at once. */
@TestPropertySource(
        properties = "spring.cloud.discovery.client.simple.instances.identity-service[0].uri=http://127.0.0.1:1")
class IdentityAwayIT extends GatewayTest {

    @Test
    void doesNotCallATokenBadThatItCannotCheck() throws Exception {
        HttpResponse<String> answer = send(request("/api/v1/bookings", TestTokens.user(UUID.randomUUID())));

        assertProblem(answer, 503, "unavailable");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    }

    @Test
    void stillServesWhatNeedsNoToken() throws Exception {
        assertThat(send(request("/api/v1/events/1/availability")).statusCode()).isEqualTo(200);
        assertProblem(send(request("/api/v1/bookings")), 401, "unauthenticated");
    }
}
