package dev.evently.platform.docs;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.Schema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes an example of a body from its schema. What a value looks like that the schema does not tell is looked up, by
 * {@code Schema.property} and then by {@code property}, in the values that are given.
 */
final class BodyExamples {

    private static final String REF = "#/components/schemas/";
    private static final int DEEPEST = 8;

    private final Map<String, Object> values;

    BodyExamples(Map<String, Object> values) {
        this.values = Map.copyOf(values);
    }

    /** An example that the schema admits; empty for what is not JSON. */
    Optional<Object> of(Schema<?> schema, Components components) {
        return Optional.ofNullable(example(schema, "", "", components, 0));
    }

    private @Nullable Object example(Schema<?> given, String owner, String name, Components components, int depth) {
        Object known = values.getOrDefault(owner + "." + name, values.get(name));
        if (known != null && !name.isEmpty()) {
            return known;
        }
        if (depth > DEEPEST) {
            return null;
        }
        if (given.get$ref() != null) {
            String referred = given.get$ref().substring(REF.length());
            Schema<?> schema = components.getSchemas().get(referred);
            return schema == null ? null : valueOf(schema, referred, name, components, depth);
        }
        return valueOf(given, owner, name, components, depth);
    }

    private @Nullable Object valueOf(Schema<?> schema, String owner, String name, Components components, int depth) {
        if (schema.getExample() != null) {
            return schema.getExample();
        }
        if (schema.getEnum() != null && !schema.getEnum().isEmpty()) {
            return schema.getEnum().getFirst();
        }
        List<? extends Schema<?>> choices = choices(schema);
        if (!choices.isEmpty()) {
            return example(choices.getFirst(), owner, name, components, depth + 1);
        }
        return switch (typeOf(schema)) {
            case "object" -> object(schema, owner, components, depth);
            case "array" -> array(schema, owner, name, components, depth);
            case "integer", "number" -> number(schema);
            case "boolean" -> true;
            case "string" -> text(schema, name);
            default -> null;
        };
    }

    private static List<Schema<?>> choices(Schema<?> schema) {
        List<Schema<?>> choices = new ArrayList<>();
        if (schema.getOneOf() != null) {
            schema.getOneOf().forEach(choices::add);
        }
        return choices;
    }

    static String typeOf(Schema<?> schema) {
        Set<String> types = schema.getTypes();
        if (types != null) {
            return types.stream()
                    .filter(type -> !type.equals("null"))
                    .findFirst()
                    .orElse("null");
        }
        return schema.getType() != null ? schema.getType() : schema.getProperties() != null ? "object" : "";
    }

    private Map<String, Object> object(Schema<?> schema, String owner, Components components, int depth) {
        Map<String, Object> example = new LinkedHashMap<>();
        if (schema.getProperties() != null) {
            schema.getProperties().forEach((name, property) -> {
                Object value = example(property, owner, name, components, depth + 1);
                if (value != null) {
                    example.put(name, value);
                }
            });
        }
        return example;
    }

    private List<Object> array(Schema<?> schema, String owner, String name, Components components, int depth) {
        List<Object> example = new ArrayList<>();
        Object item = schema.getItems() == null
                ? null
                : example(schema.getItems(), owner, name + "[]", components, depth + 1);
        if (item != null) {
            example.add(item);
        }
        return example;
    }

    private static Object number(Schema<?> schema) {
        long least = schema.getMinimum() == null
                ? 1
                : Math.max(1, schema.getMinimum().longValue());
        return schema.getMaximum() == null
                ? least
                : Math.min(least, schema.getMaximum().longValue());
    }

    private static @Nullable Object text(Schema<?> schema, String name) {
        return switch (Objects.requireNonNullElse(schema.getFormat(), "")) {
            case "uuid" ->
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
            case "date-time" -> "2030-01-31T18:00:00Z";
            case "date" -> "2030-01-31";
            case "uri" -> "https://evently.example/";
            case "binary", "byte" -> null;
            default -> name.replace("[]", "");
        };
    }
}
