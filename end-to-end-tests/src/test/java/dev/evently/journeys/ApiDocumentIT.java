package dev.evently.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.JsonNodeFactory;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiDocumentIT {

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

    @ParameterizedTest
    @EnumSource
    void keepsTheRule(DocumentRules rule) {
        assertThat(rule.findings(document)).isEmpty();
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
