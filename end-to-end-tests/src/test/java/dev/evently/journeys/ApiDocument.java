package dev.evently.journeys;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The API's document, read operation by operation. */
record ApiDocument(JsonNode json) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch", "head", "options");

    /**
     * One operation.
     *
     * @param method in upper case
     */
    record Operation(String path, String method, JsonNode json) {

        String id() {
            return json.path("operationId").asString("");
        }

        /** The statuses that it may answer, in the document's order. */
        List<String> statuses() {
            return List.copyOf(json.path("responses").propertyNames());
        }

        /** The slugs of the problems that it may answer. */
        List<String> problems() {
            return json.path("responses")
                    .valueStream()
                    .flatMap(response ->
                            response
                                    .path("content")
                                    .path("application/problem+json")
                                    .path("examples")
                                    .propertyNames()
                                    .stream())
                    .toList();
        }

        List<String> parameters() {
            return json.path("parameters")
                    .valueStream()
                    .map(parameter -> parameter.path("name").asString(""))
                    .toList();
        }

        /** What a machine has to be granted for it, one of these. */
        Stream<String> scopes() {
            return json.path("security")
                    .valueStream()
                    .flatMap(way -> way.path("machine").valueStream())
                    .map(JsonNode::asString);
        }

        /** The body that it takes, with its media type; empty if it takes none. */
        Map<String, JsonNode> requestContent() {
            return entries(json.path("requestBody").path("content"));
        }

        /** The bodies of its success. */
        List<JsonNode> successes() {
            return statuses().stream()
                    .filter(status -> status.startsWith("2"))
                    .map(status -> json.path("responses").path(status))
                    .toList();
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    /** The document of the running suite, once every service has told its part. */
    static ApiDocument fetch() {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(RunningSuite.shared().gatewayUrl() + "/openapi.json"))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200
                    || answer.headers().firstValue("Evently-Incomplete").isPresent()) {
                throw new AssertionError("The document is not complete: " + answer.statusCode() + " without "
                        + answer.headers().firstValue("Evently-Incomplete").orElse(""));
            }
            return new ApiDocument(JSON.readTree(answer.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        entries(json.path("paths"))
                .forEach((path, item) -> METHODS.stream()
                        .filter(item::has)
                        .forEach(method -> operations.add(
                                new Operation(path, method.toUpperCase(Locale.ROOT), item.path(method)))));
        return operations;
    }

    /** What a reference refers to; anything else is itself. */
    JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? json.at(node.path("$ref").asString().substring(1)) : node;
    }

    /** What is wrong with this JSON by that schema of the document. */
    List<String> violations(JsonNode schema, JsonNode value) {
        ObjectNode whole = JSON.createObjectNode();
        whole.putArray("allOf").add(schema);
        whole.set("components", json.path("components"));
        return SCHEMAS
                .getSchema(whole.toString())
                .validate(
                        value.toString(),
                        InputFormat.JSON,
                        run -> run.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(com.networknt.schema.Error::toString)
                .toList();
    }

    /** Every field of this schema, however deep, by its name. */
    Stream<Map.Entry<String, JsonNode>> fields(JsonNode schema) {
        return fields(schema, new HashSet<>());
    }

    private Stream<Map.Entry<String, JsonNode>> fields(JsonNode schema, Set<String> seen) {
        if (schema.has("$ref") && !seen.add(schema.path("$ref").asString())) {
            return Stream.of();
        }
        JsonNode object = resolved(schema);
        Stream<Map.Entry<String, JsonNode>> own = entries(object.path("properties")).entrySet().stream();
        Stream<JsonNode> within = Stream.of(
                        object.path("properties").valueStream(),
                        Stream.of(object.path("items")),
                        object.path("oneOf").valueStream(),
                        object.path("anyOf").valueStream(),
                        object.path("allOf").valueStream())
                .flatMap(Function.identity())
                .filter(JsonNode::isObject);
        return Stream.concat(own, within.flatMap(part -> fields(part, seen)));
    }

    /** Every reference of the document. */
    Stream<String> references() {
        return json.findValuesAsString("$ref").stream();
    }

    static Map<String, JsonNode> entries(JsonNode object) {
        Map<String, JsonNode> entries = new TreeMap<>();
        object.forEachEntry(entries::put);
        return entries;
    }
}
