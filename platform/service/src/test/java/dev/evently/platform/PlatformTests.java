package dev.evently.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evently.testing.TestTokens;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class PlatformTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @LocalServerPort
    private int port;

    private RestTestClient client = RestTestClient.bindToServer().build();

    /** Where a cluster puts the authority of a database: a link to a folder that is exchanged as a whole. */
    @TempDir
    static Path mounted;

    @DynamicPropertySource
    static void issuer(DynamicPropertyRegistry properties) throws IOException {
        properties.add("evently.issuer", TestTokens::issuer);
        mount("shorter");
        Files.createSymbolicLink(mounted.resolve("main.crt"), Path.of("..data", "main.crt"));
        properties.add(
                "spring.ssl.bundle.pem.main.truststore.certificate",
                () -> mounted.resolve("main.crt").toString());
        properties.add("spring.ssl.bundle.pem.main.reload-on-update", () -> "true");
        properties.add("spring.ssl.bundle.watch.file.quiet-period", () -> "100ms");
    }

    @BeforeEach
    void connect() {
        client = RestTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .build();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"name":"a","lines":[{"product":"p","quantity":0}]}         | 422 | validation        | lines[0].quantity
            {"name":"a","lines":[{"product":"p","quantity":"many"}]}    | 422 | validation        | lines[0].quantity
            {"name":"a","lines":[{"product":"p","quantity":"1"}]}       | 422 | validation        | lines[0].quantity
            {"name":"a","lines":[{"product":"p","quantity":1.5}]}       | 422 | validation        | lines[0].quantity
            {"name":"a","lines":[{"product":"p","quantity":99999999999}]}| 422 | validation       | lines[0].quantity
            {"name":"a","lines":[{"product":"p"}]}                      | 422 | validation        | lines[0].quantity
            {"name":"a","lines":{}}                                     | 422 | validation        | lines
            {"name":"a","lines":[null]}                                 | 422 | validation        | lines[0]
            {"lines":[{"product":"p","quantity":1}]}                    | 422 | validation        | name
            {"name":7,"lines":[]}                                       | 422 | validation        | name
            {"name":true,"lines":[]}                                    | 422 | validation        | name
            {"name":["a"],"lines":[]}                                   | 422 | validation        | name
            {"name":"a\\u0000","lines":[]}                              | 422 | validation        | name
            {"name":"a\\ud800","lines":[]}                              | 422 | validation        | name
            {"name":"a",                                                | 400 | malformed-request | body
            []                                                          | 422 | validation        | body
            """)
    void namesTheFieldOfABadBody(String body, int status, String slug, String field) {
        JsonNode problem = post(body, status);
        assertThat(problem.get("type").asString()).isEqualTo("/problems/" + slug);
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("instance").asString()).isEqualTo("/orders");
        assertThat(problem.get("errors")
                        .valueStream()
                        .map(error -> error.get("field").asString()))
                .contains(field);
    }

    @Test
    void refusesABodyThatIsTooLarge() {
        JsonNode problem = post("{\"name\":\"" + "x".repeat(2 << 20) + "\"}", 413);
        assertThat(problem.get("type").asString()).isEqualTo("/problems/payload-too-large");
    }

    @Test
    void refusesABodyThatIsTooLargeThoughItsLengthIsNotTold() throws Exception {
        String body = "{\"name\":\"" + "x".repeat(2 << 20) + "\"}";
        HttpRequest chunked = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/orders"))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "k")
                .POST(HttpRequest.BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(chunked, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).contains("/problems/payload-too-large");
        }
    }

    @Test
    void asksForTheIdempotencyKey() {
        client.post()
                .uri("/orders")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{}")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("/problems/idempotency-key-missing");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/numbers?limit=many,400,malformed-request",
        "GET,/numbers?cursor=%21%21,400,invalid-cursor",
        "GET,/numbers?limit=%00,400,malformed-request",
        "GET,/numbers?limit=%FF,400,malformed-request",
        "GET,/nowhere,401,unauthenticated",
        "DELETE,/numbers,401,unauthenticated",
        "GET,/me,401,unauthenticated"
    })
    void answersAProblemWithoutAToken(String method, String uri, int status, String slug) {
        client.method(HttpMethod.valueOf(method))
                .uri(URI.create("http://127.0.0.1:" + port + uri))
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.type")
                .isEqualTo("/problems/" + slug);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/nowhere,404,not-found",
        "DELETE,/me,405,method-not-allowed",
        "GET,/broken,500,internal",
        "GET,/away,503,unavailable",
        "GET,/lost,503,unavailable",
        "GET,/odd,500,internal"
    })
    void answersAProblemWithAToken(String method, String uri, int status, String slug) {
        String body = client.method(HttpMethod.valueOf(method))
                .uri(uri)
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + TestTokens.user(UUID.randomUUID()))
                .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        assertThat(body).isNotNull().contains("/problems/" + slug).doesNotContain("secret");
        assertThat(JSON.readTree(body).get("traceId").asString()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    }

    @Test
    void tellsThatAnAnswerHasNotChanged() {
        String tag = Objects.requireNonNull(client.get()
                .uri("/numbers?limit=2")
                .exchange()
                .returnResult()
                .getResponseHeaders()
                .getETag());

        assertThat(tag).startsWith("W/");
        client.head().uri("/numbers?limit=2").exchange().expectHeader().valueEquals("ETag", tag);
        client.get()
                .uri("/numbers?limit=2")
                .header("If-None-Match", tag)
                .exchange()
                .expectStatus()
                .isNotModified();
        client.get()
                .uri("/numbers?limit=3")
                .header("If-None-Match", tag)
                .exchange()
                .expectStatus()
                .isOk();
        client.get().uri("/nowhere").exchange().expectHeader().doesNotExist("ETag");
    }

    @Test
    void linksToTheNextPage() {
        client.get()
                .uri("/numbers?limit=2")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueMatches(HttpHeaders.LINK, "</numbers\\?limit=2&cursor=[\\w-]+>; rel=\"next\"");
        client.get()
                .uri("/numbers?cursor=NA")
                .exchange()
                .expectHeader()
                .doesNotExist(HttpHeaders.LINK)
                .expectBody()
                .jsonPath("$.next")
                .isEmpty();
    }

    @Test
    void knowsTheCaller() {
        UUID id = UUID.randomUUID();
        client.get()
                .uri("/me")
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + TestTokens.user(id, "ADMIN"))
                .exchange()
                .expectBody()
                .json("{\"userId\":\"%s\",\"admin\":true}".formatted(id));
    }

    @Test
    void refusesTokensForSomebodyElse() {
        String foreign = TestTokens.sign(
                claims -> claims.subject(UUID.randomUUID().toString()).audience("elsewhere"));
        client.get()
                .uri("/me")
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + foreign)
                .exchange()
                .expectStatus()
                .isUnauthorized();
    }

    @Test
    void opensHealthAndMetrics() {
        client.get().uri("/health/live").exchange().expectStatus().isOk();
        client.get().uri("/health/ready").exchange().expectStatus().isOk();
        client.get().uri("/metrics").exchange().expectStatus().isOk();
    }

    @Test
    void showsWhenAnAuthorityEndsAndThatItWasRenewed() throws IOException {
        assertThat(secondsLeft())
                .hasSize(1)
                .allMatch(left -> left < Duration.ofDays(20_000).toSeconds());

        mount("longer");

        await().untilAsserted(() -> assertThat(secondsLeft())
                .hasSize(1)
                .allMatch(left -> left > Duration.ofDays(20_000).toSeconds()));
    }

    private List<Double> secondsLeft() {
        String metrics = client.get()
                .uri("/metrics")
                .exchange()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        return Pattern.compile("(?m)^ssl_chain_expiry_seconds\\{.*bundle=\"main\".*source=\"truststore\".*} (.+)$")
                .matcher(String.valueOf(metrics))
                .results()
                .map(line -> Double.valueOf(line.group(1)))
                .toList();
    }

    private static void mount(String certificate) throws IOException {
        Path folder = Files.createDirectory(mounted.resolve(".." + certificate));
        try (InputStream pem = PlatformTests.class.getResourceAsStream("/authorities/" + certificate + ".crt")) {
            Files.copy(Objects.requireNonNull(pem), folder.resolve("main.crt"));
        }
        Path next = Files.createSymbolicLink(mounted.resolve("..next"), folder.getFileName());
        Files.move(next, mounted.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    }

    private JsonNode post(String body, int status) {
        return JSON.readTree(client.post()
                .uri("/orders")
                .contentType(MediaType.APPLICATION_JSON)
                .header("Idempotency-Key", "k")
                .body(body)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());
    }
}
