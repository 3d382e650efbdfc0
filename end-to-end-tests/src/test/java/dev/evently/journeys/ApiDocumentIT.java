package dev.evently.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiDocumentIT {

    private static final Path ROOT = Path.of(System.getProperty("evently.root", ".."));

    private ApiDocument document = new ApiDocument(JsonNodeFactory.instance.objectNode());

    @BeforeAll
    void fetch() {
        document = ApiDocument.fetch();
    }

    @Test
    void isValidOpenApi31() {
        ParseOptions options = new ParseOptions();
        options.setResolve(true);

        SwaggerParseResult parsed =
                new OpenAPIV3Parser().readContents(document.json().toString(), null, options);

        assertThat(parsed.getMessages()).isEmpty();
        assertThat(parsed.getOpenAPI().getOpenapi()).startsWith("3.1");
    }

    /** Clients are made from the document that lies in the repository, and reviews see there what changes for them. */
    @Test
    void saysWhatIsWrittenDown() throws IOException {
        Files.writeString(ROOT.resolve("end-to-end-tests/target/openapi.json"), DocumentText.of(document.json()));
        Path written = ROOT.resolve("docs/openapi.json");
        JsonNode known = Files.exists(written)
                ? JsonMapper.shared().readTree(Files.readString(written))
                : JsonNodeFactory.instance.objectNode();

        assertThat(DocumentChanges.between(known, document.json()))
                .as("changes of the API. What is removed or changed breaks clients. Where all is meant, write it down:"
                        + " cp end-to-end-tests/target/openapi.json docs/openapi.json")
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void keepsTheRule(DocumentRules rule) {
        assertThat(rule.findings(document)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void isExceptedFromARuleOnlyWhereItMustBe(String operation) {
        assertThat(document.operations())
                .filteredOn(found -> found.id().equals(operation))
                .as("operations of this name, by neither a key nor a cursor")
                .hasSize(1)
                .noneMatch(found -> found.parameters().contains("Idempotency-Key")
                        || found.parameters().contains("cursor"));
    }

    static Stream<String> isExceptedFromARuleOnlyWhereItMustBe() {
        return Stream.concat(
                DocumentExceptions.WHOLE_LISTS.keySet().stream(),
                DocumentExceptions.REPEATED_WITHOUT_KEY.keySet().stream());
    }

    @Test
    void leadsToAnExplanationOfEveryProblem() {
        Api nobody = Api.ofNobody();
        List<String> problems = document.operations().stream()
                .flatMap(operation -> operation.problems().stream())
                .distinct()
                .toList();

        assertThat(problems).contains("sold-out", "validation").allSatisfy(slug -> {
            Reply page = nobody.getFromRoot("/problems/" + slug);
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.contentType()).startsWith("text/markdown");
            assertThat(page.body()).startsWith("# ").contains("\n\n");
        });
    }

    @Test
    void tellsOfEveryPartOfTheApi() {
        assertThat(document.operations())
                .extracting(ApiDocument.Operation::toString)
                .contains(
                        "POST /api/v1/auth/login",
                        "GET /api/v1/events",
                        "POST /api/v1/bookings",
                        "POST /api/v1/events/{id}/waitlist",
                        "GET /api/v1/notifications",
                        "GET /api/v1/analytics/overview",
                        "GET /problems/{name}")
                .noneMatch(operation -> operation.contains("/internal/"));
    }
}
