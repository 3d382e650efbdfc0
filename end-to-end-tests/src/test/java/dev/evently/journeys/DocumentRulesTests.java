package dev.evently.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Each rule finds nothing in a good document, and something in one with a single flaw. */
class DocumentRulesTests {

    private static final String PROBLEM = """
            {"headers": {L}, "content": {"application/problem+json": {
              "schema": {"$ref": "#/components/schemas/Problem"},
              "examples": {"not-found": {"$ref": "#/components/examples/not-found"}}}}}""";

    private static final String GOOD = """
            {"paths": {"/api/v1/things/{id}": {
               "get": {"operationId": "listParts", "summary": "Lists parts", "tags": ["thing"], "security": [],
                 "parameters": [{"name": "limit"}, {"name": "cursor"}, {"name": "If-None-Match"}],
                 "responses": {
                   "200": {"headers": {L, "Link": {}, "ETag": {}},
                           "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Parts"},
                                                            "example": {"items": ["a"], "next": null}}}},
                   "304": {"headers": {L}}, "404": P, "406": P, "429": P, "500": P, "503": P, "504": P}},
               "post": {"operationId": "addPart", "summary": "Adds a part", "tags": ["thing"],
                 "security": [{"bearer": []}],
                 "parameters": [{"name": "Idempotency-Key"}, {"name": "If-Match"}],
                 "requestBody": {"content": {"application/json": {"schema": {"type": "string"}, "example": "a"}}},
                 "responses": {
                   "201": {"headers": {L}, "content": {"application/json": {"schema": {"type": "string"}, "example": "a"}}},
                   "400": P, "401": P, "403": P, "404": P, "406": P, "412": P, "413": P, "415": P, "422": P, "429": P,
                   "500": P, "503": P, "504": P}}}},
             "components": {
               "schemas": {"Problem": {"type": "object"},
                           "Parts": {"type": "object", "required": ["items"], "properties": {
                             "items": {"type": "array", "items": {"type": "string"}},
                             "next": {"type": ["string", "null"]}}}},
               "examples": {"not-found": {"value": {"type": "/problems/not-found"}}}}}
            """.replaceAll("\\bP\\b", Matcher.quoteReplacement(PROBLEM))
            .replaceAll("\\bL\\b", "\"RateLimit\": {}, \"RateLimit-Policy\": {}");

    @ParameterizedTest
    @EnumSource
    void findsNothingInAGoodDocument(DocumentRules rule) {
        assertThat(rule.findings(good())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            EVERY_OPERATION_HAS_A_NAME_OF_ITS_OWN   | get            | operationId      | ""
            EVERY_OPERATION_HAS_A_NAME_OF_ITS_OWN   | get            | operationId      | "addPart"
            EVERY_OPERATION_SAYS_WHAT_IT_DOES       | get            | summary          | " "
            EVERY_OPERATION_HAS_A_TAG               | get            | tags             | []
            EVERY_OPERATION_SAYS_WHO_MAY_CALL_IT    | get            | security         | -
            EVERY_SUCCESS_HAS_A_SCHEMA              | get/responses/200/content/application~1json | schema | -
            EVERY_SUCCESS_HAS_A_SCHEMA              | get/responses  | 200              | -
            EVERY_JSON_BODY_HAS_A_VALID_EXAMPLE     | get/responses/200/content/application~1json | example | -
            EVERY_JSON_BODY_HAS_A_VALID_EXAMPLE     | get/responses/200/content/application~1json | example | {"items": [1]}
            EVERY_JSON_BODY_HAS_A_VALID_EXAMPLE     | get/responses/200/content/application~1json | example | {"next": null}
            EVERY_JSON_BODY_HAS_A_VALID_EXAMPLE     | post/requestBody/content/application~1json  | example | 7
            EVERY_OPERATION_TELLS_ITS_REFUSALS      | get/responses  | 500              | -
            EVERY_OPERATION_TELLS_ITS_REFUSALS      | get/responses  | 404              | -
            EVERY_OPERATION_TELLS_ITS_REFUSALS      | post/responses | 401              | -
            EVERY_OPERATION_TELLS_ITS_REFUSALS      | post/responses | 415              | -
            EVERY_COUNTED_ANSWER_TELLS_THE_LIMIT    | get/responses  | 429              | -
            EVERY_COUNTED_ANSWER_TELLS_THE_LIMIT    | get/responses/304 | headers       | {"RateLimit": {}}
            EVERY_REFUSAL_IS_A_PROBLEM              | get/responses/404 | content       | {"application/json": {}}
            EVERY_PROBLEM_HAS_A_PAGE                | get/responses/404/content/application~1problem+json | examples | {"no-page": {}}
            EVERY_LIST_IS_READ_BY_CURSOR            | get            | parameters       | [{"name": "limit"}, {"name": "If-None-Match"}]
            EVERY_LIST_IS_READ_BY_CURSOR            | get            | parameters       | []
            EVERY_LIST_LINKS_TO_ITS_NEXT_PAGE       | get/responses/200 | headers       | {"ETag": {}}
            EVERY_POST_TAKES_AN_IDEMPOTENCY_KEY     | post           | parameters       | [{"name": "If-Match"}]
            EVERY_READ_CAN_BE_CONDITIONAL           | get/responses  | 304              | -
            EVERY_READ_CAN_BE_CONDITIONAL           | get/responses/200 | headers       | {"Link": {}}
            EVERY_READ_CAN_BE_CONDITIONAL           | get            | parameters       | [{"name": "limit"}, {"name": "cursor"}]
            EVERY_CONDITIONAL_WRITE_CAN_FAIL        | post/responses | 412              | -
            NOTHING_THAT_IS_SENT_NAMES_A_SERVER     | post           | parameters       | [{"name": "callbackUrl"}]
            NOTHING_THAT_IS_SENT_NAMES_A_SERVER     | post/requestBody/content/application~1json  | schema | {"items": {"properties": {"logo": {"format": "uri"}}}}
            EVERY_REFERENCE_LEADS_SOMEWHERE         | get/responses/200/content/application~1json/schema | $ref | "#/components/schemas/Nothing"
            """)
    void findsAFlaw(DocumentRules rule, String place, String member, String value) {
        ApiDocument flawed = good();
        ObjectNode target = (ObjectNode) flawed.json().at("/paths/~1api~1v1~1things~1{id}/" + place);
        if (value.equals("-")) {
            target.remove(member);
        } else {
            target.set(member, JsonMapper.shared().readTree(value));
        }

        assertThat(rule.findings(flawed)).isNotEmpty();
    }

    @Test
    void takesABareArrayForAList() {
        ApiDocument flawed = good();
        ObjectNode get = (ObjectNode) flawed.json().at("/paths/~1api~1v1~1things~1{id}/get");
        get.remove("parameters");
        ((ObjectNode) get.at("/responses/200/content/application~1json"))
                .putObject("schema")
                .put("type", "array");

        assertThat(DocumentRules.EVERY_LIST_IS_READ_BY_CURSOR.findings(flawed)).hasSize(1);
    }

    @Test
    void tellsWhatToWriteWhere() {
        ApiDocument flawed = good();
        ((ObjectNode) flawed.json().at("/paths/~1api~1v1~1things~1{id}/get")).remove("summary");

        assertThat(DocumentRules.EVERY_OPERATION_SAYS_WHAT_IT_DOES.findings(flawed))
                .containsExactly(
                        "GET /api/v1/things/{id} has no summary: annotate its method with @ApiOperation(summary = …)");
    }

    private static ApiDocument good() {
        return new ApiDocument(JsonMapper.shared().readTree(GOOD));
    }
}
