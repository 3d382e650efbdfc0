package dev.evently.contracts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The members of a schema as rows of a Markdown table, those of objects and lists within it below their own. */
final class FieldTable {

    private static final Map<String, String> FORMATS = Map.of(
            "uuid", "UUID",
            "date-time", "time, UTC",
            "email", "e-mail address",
            "uri-reference", "URI reference");

    private static final String CHARACTERS = " characters";

    private final JsonNode document;
    private final List<String> rows = new ArrayList<>();

    private FieldTable(JsonNode document) {
        this.document = document;
    }

    static List<String> of(JsonNode schema) {
        FieldTable table = new FieldTable(schema);
        table.addMembers("", schema);
        return List.copyOf(table.rows);
    }

    private void addMembers(String prefix, JsonNode object) {
        List<String> required =
                object.path("required").valueStream().map(JsonNode::asString).toList();
        object.path("properties").forEachEntry((name, member) -> {
            JsonNode schema = resolved(member);
            rows.add("| `%s%s` | %s | %s | %s |"
                    .formatted(
                            prefix,
                            name,
                            cell(type(schema)),
                            required.contains(name) ? "always" : "may be absent",
                            cell(meaning(member, schema))));
            addWithin(prefix + name, schema);
        });
    }

    private void addWithin(String place, JsonNode schema) {
        if (schema.has("items")) {
            addWithin(place + "[]", resolved(schema.path("items")));
        } else {
            addMembers(place + ".", schema);
        }
    }

    private JsonNode resolved(JsonNode schema) {
        return schema.has("$ref") ? document.at(schema.path("$ref").asString().substring(1)) : schema;
    }

    private static String meaning(JsonNode member, JsonNode schema) {
        String description =
                member.path("description").asString(schema.path("description").asString(""));
        return description + (schema.path("x-personal-data").asBoolean(false) ? " *Personal data.*" : "");
    }

    private String type(JsonNode schema) {
        List<String> types = new ArrayList<>();
        schema.path("type").forEach(type -> types.add(type.asString()));
        if (schema.path("type").isString()) {
            types.add(schema.path("type").asString());
        }
        boolean nullable = types.remove("null");
        return named(schema, types.isEmpty() ? "" : types.getFirst()) + (nullable ? ", or `null`" : "");
    }

    private String named(JsonNode schema, String type) {
        if (schema.has("const")) {
            return "`" + schema.path("const").asString() + "`";
        }
        if (schema.has("enum")) {
            return "one of "
                    + schema.path("enum")
                            .valueStream()
                            .map(value -> "`" + value.asString() + "`")
                            .collect(Collectors.joining(", "));
        }
        return switch (type) {
            case "string" -> text(schema);
            case "integer" -> "whole number" + range(schema, "minimum", "maximum", "");
            case "number" -> "number" + range(schema, "minimum", "maximum", "");
            case "boolean" -> "true or false";
            case "array" -> list(schema);
            default -> type;
        };
    }

    private static String text(JsonNode schema) {
        String format = FORMATS.get(schema.path("format").asString(""));
        if (format != null) {
            return format + range(schema, "minLength", "maxLength", CHARACTERS);
        }
        return "text"
                + range(schema, "minLength", "maxLength", CHARACTERS)
                + (schema.has("pattern")
                        ? ", matches `" + schema.path("pattern").asString() + "`"
                        : "");
    }

    private String list(JsonNode schema) {
        JsonNode items = resolved(schema.path("items"));
        StringJoiner list = new StringJoiner(", ");
        String each = type(items);
        list.add("list of " + (each.equals("object") ? "objects" : each));
        if (schema.path("minItems").asInt(0) > 0) {
            list.add("not empty");
        }
        if (schema.path("uniqueItems").asBoolean(false)) {
            list.add("none twice");
        }
        return list.toString();
    }

    private static String range(JsonNode schema, String lower, String upper, String unit) {
        JsonNode from = schema.path(lower);
        JsonNode to = schema.path(upper);
        if (from.isMissingNode() && to.isMissingNode()) {
            return "";
        }
        if (to.isMissingNode()) {
            return unit.isEmpty() ? " from " + from : from.asInt() == 1 ? ", not empty" : ", at least " + from + unit;
        }
        return from.isMissingNode() ? ", at most " + to + unit : ", " + from + " to " + to + unit;
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }
}
