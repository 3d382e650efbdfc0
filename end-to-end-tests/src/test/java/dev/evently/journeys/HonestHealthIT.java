package dev.evently.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What everybody says of himself while the database is away: the truth, quickly, and nothing more. */
class HonestHealthIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** What an answer may take on a machine that is busy with the whole suite. */
    private static final Duration QUICK = Duration.ofSeconds(3);

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final Set<SuiteService> ASKED =
            EnumSet.range(SuiteService.IDENTITY_SERVICE, SuiteService.PAYMENT_SANDBOX);

    private final RunningSuite suite = RunningSuite.shared();

    @AfterAll
    static void close() {
        HTTP.close();
    }

    @Test
    void nothingIsReadyWithoutTheDatabaseAndEverythingIsAliveAndComesBack() {
        eventually(200, "UP");

        suite.kill("postgres");
        try {
            eventually(503, "DOWN");
        } finally {
            suite.restore();
        }

        eventually(200, "UP");
    }

    private void eventually(int status, String word) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(() -> allSay(status, word));
    }

    private void allSay(int status, String word) {
        List<Callable<Void>> questions = new ArrayList<>();
        ASKED.forEach(service -> {
            String address = "http://127.0.0.1:" + suite.port(service);
            questions.add(() -> says(address + "/health/live", 200, "UP"));
            questions.add(() -> says(address + "/health/ready", status, word));
            questions.add(() -> says(address + "/health", status, word));
        });
        questions.add(() -> says(suite.gatewayUrl() + "/health/live", 200, "UP"));
        questions.add(() -> says(suite.gatewayUrl() + "/health/ready", 200, "UP"));
        questions.add(() -> ofTheSuite(status, word));
        Together.run(questions.size(), questions);
    }

    private static Void says(String address, int status, String word) throws Exception {
        JsonNode body = get(address, status, word);
        assertThat(body.propertyNames()).as("nothing of what is inside").isSubsetOf("status", "groups");
        return null;
    }

    private Void ofTheSuite(int status, String word) throws Exception {
        JsonNode body = get(suite.gatewayUrl() + "/health", status, word);
        assertThat(body.propertyNames()).containsOnly("status", "services");
        assertThat(body.path("services").valueStream().map(JsonNode::asString))
                .hasSameSizeAs(SuiteService.BEHIND_THE_GATEWAY)
                .containsOnly(word);
        return null;
    }

    private static JsonNode get(String address, int status, String word) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address)).timeout(QUICK).build();
        HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as("%s: %s", address, answer.body()).isEqualTo(status);
        JsonNode body = JSON.readTree(answer.body());
        assertThat(body.path("status").asString()).as(address).isEqualTo(word);
        return body;
    }
}
