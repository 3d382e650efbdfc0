package dev.evently.analytics.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.analytics.AnalyticsStory;
import dev.evently.testing.TestTokens;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

/** A service that asks organizers for a second factor, and administrators for none. */
@TestPropertySource(
        properties = {"evently.organizers.need-second-factor=true", "spring.kafka.listener.auto-startup=false"})
class StrongSignInIT extends AnalyticsStory {

    private final UUID organizer = UUID.randomUUID();
    private final String report = "/api/v1/events/" + eventId + "/analytics";

    @Test
    void isAskedOfWhoReadsTheSale() {
        String proven = TestTokens.sign(claims -> claims.subject(organizer.toString())
                .claim("roles", List.of("USER"))
                .claim("amr", List.of("pwd", "otp")));

        assertProblem(get(TestTokens.user(organizer), report), HttpStatus.FORBIDDEN, "second-factor-needed");
        assertProblem(get(proven, report), HttpStatus.NOT_FOUND, "not-found");
        assertProblem(get(admin, report), HttpStatus.NOT_FOUND, "not-found");
    }

    private static void assertProblem(RestTestClient.ResponseSpec answer, HttpStatus status, String problem) {
        byte[] body = answer.expectStatus()
                .isEqualTo(status)
                .expectBody()
                .returnResult()
                .getResponseBody();
        assertThat(JSON.readTree(body).path("type").asString()).isEqualTo("/problems/" + problem);
    }
}
