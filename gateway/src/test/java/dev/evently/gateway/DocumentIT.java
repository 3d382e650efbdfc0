package dev.evently.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class DocumentIT extends GatewayTest {

    @Test
    void showsWhatTheServicesTellAndNamesThoseThatTellNothing() throws Exception {
        HttpResponse<String> answer = send(request("/openapi.json"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Evently-Incomplete").orElse(""))
                .contains("event-service")
                .contains("analytics-service")
                .doesNotContain("booking-service");
        JsonNode document = JSON.readTree(answer.body());
        assertThat(document.path("openapi").asString()).startsWith("3.1");
        assertThat(document.path("paths").propertyNames())
                .contains("/health", "/api/v1/bookings/stub")
                .doesNotContain("/internal/stub");
    }

    @Test
    void saysThatNothingHasChanged() throws Exception {
        String tag = send(request("/openapi.json")).headers().firstValue("ETag").orElseThrow();

        assertThat(send(request("/openapi.json").header("If-None-Match", tag)).statusCode())
                .isEqualTo(304);
    }

    @ParameterizedTest
    @CsvSource({
        "/docs,text/html",
        "/docs/browse.js,text/javascript",
        "/docs/swagger-ui-bundle.js,text/javascript",
        "/docs/swagger-ui.css,text/css"
    })
    void servesTheBrowserFromItsOwnFilesAlone(String path, String type) throws Exception {
        HttpResponse<String> answer = send(request(path));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith(type);
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "script-src 'self';");
        assertThat(answer.body()).isNotEmpty();
    }

    @Test
    void loadsNothingFromElsewhere() throws Exception {
        assertThat(send(request("/docs")).body()).doesNotContain("http:", "https:", "//");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs/index.html", "/docs/..%2fapplication.yml", "/docs/swagger-ui.js"})
    void servesNoOtherFile(String path) throws Exception {
        assertThat(send(request(path)).statusCode()).isIn(400, 404);
    }

    @Test
    void listsTheProblems() throws Exception {
        JsonNode index = JSON.readTree(send(request("/problems")).body());

        assertThat(index.path("items")
                        .valueStream()
                        .map(item -> item.path("type").asString()))
                .contains("/problems/sold-out", "/problems/too-many-requests");
        assertThat(index.path("items")
                        .valueStream()
                        .map(item -> item.path("title").asString()))
                .contains("There are not enough places left");
    }

    @Test
    void listsTheProblemsPageByPage() throws Exception {
        List<String> all = types(send(request("/problems")));
        List<String> seen = new ArrayList<>();
        String link = "/problems?limit=20";
        while (!link.isEmpty()) {
            HttpResponse<String> page = send(request(link));
            seen.addAll(types(page));
            link = page.headers().firstValue("Link").orElse("").replaceFirst("^<([^>]*)>; rel=\"next\"$", "$1");
        }

        assertThat(seen).isEqualTo(all).hasSizeGreaterThan(40);
        assertProblem(send(request("/problems?cursor=forged")), 400, "invalid-cursor");
        assertProblem(send(request("/problems?limit=0")), 422, "validation");
        assertProblem(send(request("/problems?limit=many")), 400, "malformed-request");
    }

    private static List<String> types(HttpResponse<String> page) {
        return JSON.readTree(page.body())
                .path("items")
                .valueStream()
                .map(item -> item.path("type").asString())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/openapi.json", "/docs", "/problems", "/problems/sold-out", "/health/live"})
    void answersHeadAndOptionsOfItsOwnPages(String path) throws Exception {
        HttpResponse<String> head = send(request(path).method("HEAD", HttpRequest.BodyPublishers.noBody()));
        HttpResponse<String> options = send(request(path).method("OPTIONS", HttpRequest.BodyPublishers.noBody()));

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(options.statusCode()).isEqualTo(200);
        assertThat(options.headers().firstValue("Allow").orElse("")).contains("GET", "HEAD");
    }
}
