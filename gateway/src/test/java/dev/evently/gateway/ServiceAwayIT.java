package dev.evently.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.testing.TestTokens;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceAwayIT extends GatewayTest {

    private final String token = TestTokens.user(UUID.randomUUID());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/venues",
                "/api/v1/seating-plans/1",
                "/api/v1/admin/replicas",
                "/api/v1/admin/cache",
                "/api/v1/analytics/overview"
            })
    void saysWhenToTryAgainWhileAServiceIsAway(String path) throws Exception {
        HttpResponse<String> answer = send(request(path, token));

        assertProblem(answer, 503, "unavailable");
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
    }

    @RepeatedTest(4)
    void sendsARequestThatReachedNobodyToTheNextInstance() throws Exception {
        HttpRequest.Builder post =
                request("/api/v1/waitlist", token).POST(HttpRequest.BodyPublishers.ofString("{\"quantity\":1}"));

        assertThat(send(post).body()).isEqualTo("{\"bytes\":14}");
    }

    @Test
    void doesNotWaitForAServiceThatDoesNotAnswer() throws Exception {
        HttpResponse<String> answer = send(request("/api/v1/bookings/silent", token));

        assertProblem(answer, 504, "gateway-timeout");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(SERVICE.received()).hasSize(1);
    }

    @Test
    void repeatsAReadThatBrokeOff() throws Exception {
        assertProblem(send(request("/api/v1/bookings/broken", token)), 503, "unavailable");
        assertThat(SERVICE.received()).hasSize(3);
    }

    @Test
    void doesNotRepeatAWriteThatBrokeOff() throws Exception {
        HttpRequest.Builder post =
                request("/api/v1/bookings/broken", token).POST(HttpRequest.BodyPublishers.ofString("{}"));

        assertProblem(send(post), 503, "unavailable");
        assertThat(SERVICE.received()).hasSize(1);
    }
}
