package dev.evently.journeys;

import dev.evently.journeys.ApiDocument.Operation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What the API's document must say; each rule returns its findings, which tell what to write where. */
enum DocumentRules {
    EVERY_OPERATION_HAS_A_NAME_OF_ITS_OWN(document -> {
        Set<String> seen = new HashSet<>();
        return each(
                document,
                operation -> operation.id().isEmpty()
                        ? List.of("has no operationId: annotate its method with @ApiOperation(id = …)")
                        : seen.add(operation.id()) ? List.of() : List.of("has the id of another: " + operation.id()));
    }),

    EVERY_OPERATION_SAYS_WHAT_IT_DOES(document -> each(
            document,
            operation -> operation.json().path("summary").asString("").isBlank()
                    ? List.of("has no summary: annotate its method with @ApiOperation(summary = …)")
                    : List.of())),

    EVERY_OPERATION_HAS_A_TAG(document ->
            each(document, operation -> operation.json().path("tags").isEmpty() ? List.of("has no tag") : List.of())),

    EVERY_OPERATION_SAYS_WHO_MAY_CALL_IT(document -> each(
            document,
            operation ->
                    operation.json().has("security") ? List.of() : List.of("has no security, not even an empty one"))),

    EVERY_SUCCESS_HAS_A_SCHEMA(document -> each(document, operation -> {
        if (operation.successes().isEmpty()) {
            return List.of("has no success");
        }
        return operation.statuses().stream()
                .filter(status -> status.startsWith("2") && !status.equals("204"))
                .filter(status -> contents(operation.json().path("responses").path(status))
                        .noneMatch(content -> !content.path("schema").isEmpty()))
                .map(status -> "has no schema of its " + status)
                .toList();
    })),

    EVERY_JSON_BODY_HAS_A_VALID_EXAMPLE(document -> each(document, operation -> {
        List<String> findings = new ArrayList<>();
        operation.requestContent().forEach((type, content) -> example(document, "request", type, content, findings));
        operation
                .json()
                .path("responses")
                .forEachEntry((status, response) -> ApiDocument.entries(response.path("content"))
                        .forEach((type, content) -> example(document, status, type, content, findings)));
        return findings;
    })),

    EVERY_OPERATION_TELLS_ITS_REFUSALS(document -> each(document, operation -> {
        List<String> findings = new ArrayList<>();
        require(operation, findings, "500");
        if (operation.path().startsWith("/api/")) {
            Stream.of("406", "503", "504").forEach(status -> require(operation, findings, status));
        }
        if (operation.json().path("security").toString().startsWith("[{\"bearer\":[]}")) {
            Stream.of("401", "403").forEach(status -> require(operation, findings, status));
        }
        if (operation.path().contains("{")) {
            require(operation, findings, "404");
        }
        if (operation.requestContent().containsKey("application/json")) {
            Stream.of("400", "413", "415", "422").forEach(status -> require(operation, findings, status));
        }
        return findings;
    })),

    EVERY_COUNTED_ANSWER_TELLS_THE_LIMIT(document -> each(document, operation -> {
        List<String> findings = new ArrayList<>();
        if (!DocumentExceptions.UNCOUNTED.containsKey(operation.path())) {
            require(operation, findings, "429");
            operation
                    .json()
                    .path("responses")
                    .forEachEntry((status, response) -> Stream.of("RateLimit", "RateLimit-Policy")
                            .filter(header -> !response.path("headers").has(header))
                            .forEach(header -> findings.add("answers %s without %s".formatted(status, header))));
        }
        return findings;
    })),

    EVERY_REFUSAL_IS_A_PROBLEM(document -> each(
            document,
            operation -> operation.statuses().stream()
                    .filter(status -> status.startsWith("4") || status.startsWith("5"))
                    .filter(status -> !isOther(operation, status))
                    .filter(status -> !operation
                            .json()
                            .at("/responses/" + status + "/content/application~1problem+json/schema/$ref")
                            .asString("")
                            .equals("#/components/schemas/Problem"))
                    .map(status -> "answers " + status + " without application/problem+json")
                    .toList())),

    EVERY_PROBLEM_HAS_A_PAGE(document -> each(
            document,
            operation -> operation.problems().stream()
                    .filter(slug -> !Files.exists(pages().resolve(slug + ".md")))
                    .map(slug -> "answers " + slug + ": write docs/problems/" + slug + ".md")
                    .toList())),

    EVERY_LIST_IS_READ_BY_CURSOR(document -> each(document, operation -> {
        boolean isList = operation.method().equals("GET")
                && operation.successes().stream()
                        .flatMap(DocumentRules::contents)
                        .map(content -> document.resolved(content.path("schema")))
                        .anyMatch(DocumentRules::isList);
        return !isList
                        || DocumentExceptions.WHOLE_LISTS.containsKey(operation.id())
                        || operation.parameters().containsAll(List.of("limit", "cursor"))
                ? List.of()
                : List.of("is a list without limit and cursor");
    })),

    EVERY_LIST_LINKS_TO_ITS_NEXT_PAGE(document -> each(
            document,
            operation -> operation.parameters().contains("cursor")
                            && operation.successes().stream()
                                    .noneMatch(
                                            success -> success.path("headers").has("Link"))
                    ? List.of("has no header Link")
                    : List.of())),

    EVERY_POST_TAKES_AN_IDEMPOTENCY_KEY(document -> each(
            document,
            operation -> operation.method().equals("POST")
                            && !operation.parameters().contains("Idempotency-Key")
                            && !DocumentExceptions.REPEATED_WITHOUT_KEY.containsKey(operation.id())
                    ? List.of("takes no Idempotency-Key: let it take one, or say in DocumentExceptions why not")
                    : List.of())),

    EVERY_READ_CAN_BE_CONDITIONAL(document -> each(document, operation -> {
        boolean tagged = operation.successes().stream()
                .allMatch(success -> success.path("headers").has("ETag"));
        return operation.method().equals("GET")
                        && !DocumentExceptions.ALWAYS_ANSWERED_WHOLE.containsKey(operation.id())
                        && !(tagged
                                && operation.statuses().contains("304")
                                && operation.parameters().contains("If-None-Match"))
                ? List.of("lacks ETag, If-None-Match or 304: add them, or say in DocumentExceptions why not")
                : List.of();
    })),

    EVERY_CONDITIONAL_WRITE_CAN_FAIL(document -> each(
            document,
            operation -> operation.parameters().contains("If-Match")
                            && !operation.statuses().contains("412")
                    ? List.of("takes If-Match and never answers 412")
                    : List.of())),

    /** What a server asks is not for its clients to say. */
    NOTHING_THAT_IS_SENT_NAMES_A_SERVER(document -> each(
            document,
            operation -> Stream.concat(
                            operation
                                    .json()
                                    .path("parameters")
                                    .valueStream()
                                    .map(parameter ->
                                            Map.entry(parameter.path("name").asString(""), parameter.path("schema"))),
                            operation.requestContent().values().stream()
                                    .flatMap(content -> document.fields(content.path("schema"))))
                    .filter(field -> namesServer(field.getKey())
                            || namesServer(field.getValue().path("format").asString("")))
                    .map(field -> "takes " + field.getKey() + ", which seems to name a server")
                    .toList())),

    EVERY_REFERENCE_LEADS_SOMEWHERE(document -> document.references()
            .distinct()
            .filter(reference -> document.json().at(reference.substring(1)).isMissingNode())
            .map(reference -> reference + " does not exist")
            .toList());

    /** In names of fields and in formats. */
    private static final Pattern SERVER = Pattern.compile(
            "ur[il]($|[A-Z_-])|href|link|host|endpoint|callback|webhook|redirect", Pattern.CASE_INSENSITIVE);

    // Its functions hold nothing.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Function<ApiDocument, List<String>> rule;

    DocumentRules(Function<ApiDocument, List<String>> rule) {
        this.rule = rule;
    }

    List<String> findings(ApiDocument document) {
        return rule.apply(document);
    }

    private static boolean namesServer(String fieldOrFormat) {
        return SERVER.matcher(fieldOrFormat).find();
    }

    private static boolean isList(JsonNode schema) {
        JsonNode members = schema.path("properties");
        return schema.path("type").asString("").equals("array")
                || members.has("next")
                || (members.has("items") && members.size() == 1);
    }

    private static List<String> each(ApiDocument document, Function<Operation, List<String>> rule) {
        return document.operations().stream()
                .flatMap(operation -> rule.apply(operation).stream().map(finding -> operation + " " + finding))
                .toList();
    }

    private static void require(Operation operation, List<String> findings, String status) {
        if (!operation.statuses().contains(status)) {
            findings.add("does not tell of its " + status);
        }
    }

    /** OAuth has errors of its own, and a health check that fails tells what is down. */
    private static boolean isOther(Operation operation, String status) {
        return (operation.path().startsWith("/oauth2/") && status.startsWith("4") && !status.equals("429"))
                || (operation.path().startsWith("/health") && status.equals("503"));
    }

    private static Stream<JsonNode> contents(JsonNode response) {
        return ApiDocument.entries(response.path("content")).values().stream();
    }

    private static void example(
            ApiDocument document, String where, String type, JsonNode content, List<String> findings) {
        if (!type.endsWith("json")) {
            return;
        }
        List<JsonNode> examples = new ArrayList<>();
        if (content.has("example")) {
            examples.add(content.path("example"));
        }
        content.path("examples")
                .forEach(one -> examples.add(document.resolved(one).path("value")));
        if (examples.isEmpty()) {
            findings.add("has no example of its " + where);
        }
        for (JsonNode example : examples) {
            document.violations(content.path("schema"), example)
                    .forEach(violation -> findings.add("has an example of its " + where + " that its schema forbids: "
                            + violation + "; say what is right in openapi/examples.json of its service"));
        }
    }

    private static Path pages() {
        return Path.of(System.getProperty("evently.root", "..")).resolve("docs/problems");
    }
}
