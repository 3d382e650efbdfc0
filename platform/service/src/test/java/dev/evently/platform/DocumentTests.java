package dev.evently.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.testing.TestTokens;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "springdoc.paths-to-match=/**")
class DocumentTests {

    @LocalServerPort
    private int port;

    private JsonNode document = JsonMapper.shared().createObjectNode();

    @DynamicPropertySource
    static void issuer(DynamicPropertyRegistry properties) {
        properties.add("evently.issuer", TestTokens::issuer);
    }

    @BeforeEach
    void read() {
        String body = RestTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .build()
                .get()
                .uri("/internal/openapi")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
        document = JsonMapper.shared().readTree(body);
    }

    @Test
    void isOfVersion31() {
        assertThat(document.path("openapi").asString()).startsWith("3.1");
    }

    @Test
    void namesAnOperationAsItsAnnotationDoes() {
        JsonNode operation = operation("/parcels/{id}", "get");

        assertThat(operation.path("operationId").asString()).isEqualTo("readParcel");
        assertThat(operation.path("summary").asString()).isEqualTo("Reads a parcel");
        assertThat(strings(operation.path("tags"))).containsExactly("endpoints");
    }

    @Test
    void tellsEveryRefusalThatFollowsFromTheSignature() {
        JsonNode responses = operation("/parcels/{id}", "put").path("responses");

        assertThat(responses.propertyNames())
                .containsExactlyInAnyOrder(
                        "201", "400", "401", "403", "404", "406", "412", "413", "415", "422", "429", "500", "503",
                        "504");
        assertThat(problems(responses.path("422"))).containsExactly("validation");
        assertThat(responses.path("429").path("headers").propertyNames()).contains("Retry-After");
    }

    @Test
    void tellsTheRefusalsThatItsAnnotationNames() {
        JsonNode responses = operation("/parcels/{id}", "get").path("responses");

        assertThat(problems(responses.path("409"))).containsExactly("conflict");
        assertThat(document.at("/components/examples/conflict/value/type").asString())
                .isEqualTo("/problems/conflict");
    }

    @Test
    void tellsOfIdempotencyKeys() {
        JsonNode responses = operation("/orders", "post").path("responses");

        assertThat(problems(responses.path("400"))).contains("idempotency-key-missing");
        assertThat(problems(responses.path("409"))).containsExactly("idempotency-in-flight");
        assertThat(problems(responses.path("422"))).contains("idempotency-key-reused");
    }

    @Test
    void tellsOfConditionalReads() {
        JsonNode read = operation("/parcels/{id}", "get");

        assertThat(parameters(read)).contains("If-None-Match");
        assertThat(read.path("responses").propertyNames()).contains("304");
        assertThat(read.at("/responses/200/headers").propertyNames()).contains("ETag", "RateLimit");
    }

    @Test
    void tellsOfPages() {
        JsonNode list = operation("/numbers", "get");

        assertThat(parameters(list)).contains("limit", "cursor");
        assertThat(list.at("/responses/200/headers").propertyNames()).contains("Link");
        assertThat(problems(list.at("/responses/400"))).contains("invalid-cursor");
    }

    @Test
    void asksForATokenWhereTheServiceDoes() {
        assertThat(operation("/me", "get").path("security").toString()).isEqualTo("[{\"bearer\":[]}]");
        assertThat(operation("/orders", "post").path("security").toString()).isEqualTo("[]");
        assertThat(operation("/parcels/{id}", "get").path("security").toString())
                .isEqualTo("[{},{\"bearer\":[]}]");
    }

    @Test
    void tellsWhatMachinesNeed() {
        assertThat(operation("/figures", "get").path("security").toString())
                .isEqualTo("[{\"bearer\":[]},{\"machine\":[\"analytics:read\"]}]");
        assertThat(operation("/figures", "get").has("x-machine-scope")).isFalse();
        JsonNode flow = document.at("/components/securitySchemes/machine/flows/clientCredentials");
        assertThat(flow.path("tokenUrl").asString()).isEqualTo("/oauth2/token");
        assertThat(flow.path("scopes").propertyNames())
                .containsExactlyInAnyOrder("analytics:read", "audit:read", "bookings:read", "offers:write");
    }

    @Test
    void tellsWhatIsAskedOfOrganizers() {
        assertThat(problems(operation("/stage", "get").at("/responses/403")))
                .contains("second-factor-needed", "email-unverified");
    }

    @Test
    void knowsWhatMayBeNull() {
        JsonNode parcel = document.at("/components/schemas/Parcel");

        assertThat(strings(parcel.path("required"))).containsExactlyInAnyOrder("id", "sentAt");
        assertThat(strings(parcel.at("/properties/note/type"))).containsExactlyInAnyOrder("string", "null");
        assertThat(parcel.at("/properties/size/oneOf/0/$ref").asString()).isEqualTo("#/components/schemas/ParcelSize");
        assertThat(parcel.at("/properties/id/format").asString()).isEqualTo("uuid");
    }

    @Test
    void givesANameToWhatAValueMayBe() {
        assertThat(document.at("/components/schemas/Letter/properties/stamp/$ref")
                        .asString())
                .isEqualTo("#/components/schemas/LetterStamp");
        assertThat(strings(document.at("/components/schemas/LetterStamp/enum"))).containsExactly("ECONOMY", "PRIORITY");
    }

    @Test
    void doesNotAskForAParameterThatTellsTwoMethodsApart() {
        JsonNode letters = operation("/letters", "get");

        assertThat(parameters(letters)).containsExactlyInAnyOrder("since", "If-None-Match");
        assertThat(letters.path("parameters").valueStream())
                .noneMatch(parameter -> parameter.path("required").asBoolean());
    }

    @Test
    void asksOfARequestWhatItsConstraintsAskFor() {
        JsonNode order = document.at("/components/schemas/Order");

        assertThat(strings(order.path("required"))).containsExactlyInAnyOrder("name", "lines");
        assertThat(order.at("/properties/channel/pattern").asString()).isEqualTo("^(?:[a-z]+)$");
        assertThat(order.at("/properties/remark").has("pattern")).isFalse();
    }

    @Test
    void showsAnExampleOfEveryBody() {
        JsonNode example = operation("/parcels/{id}", "put").at("/requestBody/content/application~1json/example");

        assertThat(example.path("note").asString()).isEqualTo("Handle with care");
        assertThat(example.path("sentAt").asString()).isEqualTo("2030-05-05T05:05:05Z");
        assertThat(example.at("/size/width").asInt()).isEqualTo(1);
    }

    @Test
    void saysNothingOfTheCaller() {
        assertThat(parameters(operation("/parcels/{id}", "get"))).doesNotContain("caller");
        assertThat(document.at("/components/schemas").propertyNames()).doesNotContain("Caller");
    }

    private JsonNode operation(String path, String method) {
        return document.path("paths").path(path).path(method);
    }

    private static List<String> problems(JsonNode response) {
        return List.copyOf(
                response.at("/content/application~1problem+json/examples").propertyNames());
    }

    private static List<String> parameters(JsonNode operation) {
        return operation
                .path("parameters")
                .valueStream()
                .map(parameter -> parameter.path("name").asString())
                .toList();
    }

    private static List<String> strings(JsonNode array) {
        return Stream.of(array)
                .flatMap(JsonNode::valueStream)
                .map(JsonNode::asString)
                .toList();
    }
}
