package dev.evently.contracts;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a reader of a topic may build on, as one JSON object: its contracts without explanations and references. Where two of
 * them are equal, no program that reads can tell the contracts apart.
 */
final class Promises {

    private static final Set<String> EXPLANATIONS = Set.of(
            "$schema", "$id", "$comment", "$defs", "title", "description", "examples", "deprecated", "x-personal-data");
    private static final Set<String> SCHEMAS_BY_NAME = Set.of("properties", "patternProperties", "dependentSchemas");
    private static final Set<String> LISTS_OF_SCHEMAS = Set.of("oneOf", "anyOf", "allOf", "prefixItems");
    private static final Set<String> SCHEMAS =
            Set.of("items", "not", "if", "then", "else", "contains", "propertyNames", "additionalProperties");
    private static final Set<String> SETS_OF_TEXTS = Set.of("required", "type");

    private final JsonNode document;
    private final Deque<String> within = new ArrayDeque<>();

    private Promises(JsonNode document) {
        this.document = document;
    }

    static ObjectNode of(Topic topic) {
        ObjectNode types = JsonNodeFactory.instance.objectNode();
        for (Topic.Type type : sorted(topic.types())) {
            ObjectNode promised = types.putObject(type.name());
            promised.set("key", ofSchema(type.key()));
            promised.set("headers", ofSchema(type.headers()));
            promised.set("value", ofSchema(type.value()));
        }
        ObjectNode promises = JsonNodeFactory.instance
                .objectNode()
                .put("topic", topic.name())
                .put("partitions", topic.partitions())
                .put("retentionMillis", topic.retentionMillis());
        promises.set("types", types);
        return promises;
    }

    /**
     * A schema without what is there for people, every reference replaced by what it refers to.
     *
     * @throws IllegalArgumentException if it refers to itself or to another document
     */
    static JsonNode ofSchema(JsonNode schema) {
        return new Promises(schema).bare(schema);
    }

    private static List<Topic.Type> sorted(List<Topic.Type> types) {
        return types.stream().sorted(Comparator.comparing(Topic.Type::name)).toList();
    }

    private JsonNode bare(JsonNode schema) {
        if (!schema.isObject()) {
            return schema;
        }
        ObjectNode bare = JsonNodeFactory.instance.objectNode();
        if (schema.has("$ref")) {
            bare.setAll((ObjectNode) referred(schema.path("$ref").asString()));
        }
        schema.forEachEntry((keyword, value) -> {
            if (!EXPLANATIONS.contains(keyword) && !keyword.equals("$ref")) {
                bare.set(keyword, bare(keyword, value));
            }
        });
        return bare;
    }

    private JsonNode bare(String keyword, JsonNode value) {
        if (SCHEMAS_BY_NAME.contains(keyword)) {
            ObjectNode named = JsonNodeFactory.instance.objectNode();
            value.forEachEntry((name, schema) -> named.set(name, bare(schema)));
            return named;
        }
        if (LISTS_OF_SCHEMAS.contains(keyword)) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            value.forEach(schema -> list.add(bare(schema)));
            return list;
        }
        if (SETS_OF_TEXTS.contains(keyword) && value.isArray()) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            value.valueStream().map(JsonNode::asString).sorted().forEach(list::add);
            return list;
        }
        return SCHEMAS.contains(keyword) ? bare(value) : value;
    }

    private JsonNode referred(String reference) {
        JsonNode target = reference.startsWith("#/")
                ? document.at(reference.substring(1))
                : JsonNodeFactory.instance.missingNode();
        if (!target.isObject() || within.contains(reference)) {
            throw new IllegalArgumentException("No reader can be told what " + reference + " is");
        }
        within.push(reference);
        JsonNode bare = bare(target);
        within.pop();
        return bare;
    }
}
