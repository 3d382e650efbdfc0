package dev.evently.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evently.testing.TestTokens;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Many ask for one public page within a second; ten of them are let pass to the service. */
class SharedAnswerIT extends GatewayTest {

    private static final int PASSING = 10;
    private static final int READERS = 30;

    private final String token = TestTokens.user(UUID.randomUUID());
    private final String page = "/api/v1/events/" + UUID.randomUUID() + "/availability";

    @Test
    void answersARushWithWhatOneWasAnswered() throws Exception {
        List<HttpResponse<String>> answers = rush(READERS);

        int asked = SERVICE.received().size();
        assertThat(asked).isBetween(PASSING, READERS - 1);
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200))
                .extracting(HttpResponse::body)
                .containsOnly("{\"bytes\":0}");
        HttpResponse<String> last = answers.getLast();
        assertThat(last.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(last.headers().firstValue("Cache-Status")).hasValue("gateway;hit");
        assertThat(last.headers().firstValue("ETag").orElseThrow()).matches("\"\\d+\"");
        assertThat(last.headers().firstValue("RateLimit")).isPresent();
        assertThat(last.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }

    @Test
    void tellsTheServiceOfEveryReader() throws Exception {
        rush(READERS);

        await().untilAsserted(() -> {
            rush(1);
            assertThat(SERVICE.received().size() + othersTold()).isGreaterThanOrEqualTo(READERS);
        });
        assertThat(othersTold()).isPositive();
    }

    @Test
    void leavesFewAlone() throws Exception {
        assertThat(rush(PASSING)).hasSize(PASSING);

        assertThat(SERVICE.received())
                .hasSize(PASSING)
                .allSatisfy(request -> assertThat(request.headers()).doesNotContainKey("x-evently-readers"));
    }

    @Test
    void sharesNothingThatTheServiceDoesNotCallPublic() throws Exception {
        for (int n = 0; n < READERS; n++) {
            send(request(page, token));
            send(shared(page + "?private").setHeader("X-Wanted-Shared", "private, max-age=1"));
            send(shared(page + "?refused").header("X-Wanted-Status", "404"));
        }

        assertThat(SERVICE.received()).hasSize(3 * READERS);
    }

    @Test
    void checksTheTokenOfEverybody() throws Exception {
        rush(READERS);

        assertProblem(send(request(page, token + "x")), 401, "unauthenticated");
        assertThat(send(request(page)).statusCode()).isEqualTo(200);
    }

    @Test
    void showsAWriterWhatHeWrote() throws Exception {
        rush(READERS);
        send(request("/api/v1/bookings", token).POST(BodyPublishers.ofString("{}")));
        int asked = SERVICE.received().size();
        send(shared(page));

        assertThat(SERVICE.received()).hasSize(asked + 1);
    }

    @Test
    void asksAnewForWhoeverWantsItAnew() throws Exception {
        rush(READERS);
        int asked = SERVICE.received().size();
        send(shared(page).header("Cache-Control", "no-cache"));

        assertThat(SERVICE.received()).hasSize(asked + 1);
    }

    @Test
    void saysThatNothingHasChanged() throws Exception {
        String tag = rush(READERS).getLast().headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> answer = send(shared(page).header("If-None-Match", tag));

        assertThat(answer.headers().firstValue("ETag")).hasValue(tag);
        assertThat(answer.statusCode()).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void tellsPagesApart() throws Exception {
        rush(READERS);
        int asked = SERVICE.received().size();
        send(shared(page + "?more"));
        send(shared(page).header("Accept", "text/html"));

        assertThat(SERVICE.received()).hasSize(asked + 2);
    }

    private List<HttpResponse<String>> rush(int readers) throws Exception {
        List<HttpResponse<String>> answers = new ArrayList<>();
        for (int n = 0; n < readers; n++) {
            answers.add(send(shared(page)));
        }
        return answers;
    }

    private HttpRequest.Builder shared(String path) {
        return request(path, token).header("X-Wanted-Shared", "public, max-age=1");
    }

    private static int othersTold() {
        return SERVICE.received().stream()
                .mapToInt(request -> Integer.parseInt(request.headers().getOrDefault("x-evently-readers", "0")))
                .sum();
    }
}
