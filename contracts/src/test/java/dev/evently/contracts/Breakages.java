package dev.evently.contracts;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * What of some {@link Promises} others do not keep, each in a sentence with its place.
 *
 * <p>A schema keeps the promises of another if whatever is valid by it is valid by the other, and if nothing is gone that a
 * reader may look for. Keywords that it would take a theorem prover to judge must stay as they are.
 */
final class Breakages {

    private static final Set<String> LOWER_BOUNDS =
            Set.of("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties");
    private static final Set<String> UPPER_BOUNDS =
            Set.of("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties");
    /** May be added, since they only ever narrow what may come. */
    private static final Set<String> KEPT_ONCE_SAID = Set.of("format", "pattern", "multipleOf", "uniqueItems");

    private static final Set<String> JUDGED_ELSEWHERE =
            Set.of("type", "enum", "const", "properties", "required", "items");

    private final List<String> found = new ArrayList<>();

    private Breakages() {}

    /**
     * Compares topics by their names.
     *
     * @param retired names of types that may be gone
     */
    static List<String> between(Map<String, JsonNode> landed, Map<String, JsonNode> now, Set<String> retired) {
        Breakages breakages = new Breakages();
        landed.forEach((name, topic) -> {
            JsonNode successor = now.get(name);
            if (successor != null) {
                breakages.compareTopic(topic, successor, retired);
            } else if (!retired.containsAll(topic.path("types").propertyNames())) {
                breakages.found.add("Topic " + name + " is gone");
            }
        });
        return List.copyOf(breakages.found);
    }

    private void compareTopic(JsonNode before, JsonNode after, Set<String> retired) {
        String name = before.path("topic").asString();
        int partitions = before.path("partitions").asInt();
        if (after.path("partitions").asInt() != partitions) {
            found.add("%s has %s partitions instead of %s: keys would move, and lose their order"
                    .formatted(name, after.path("partitions"), partitions));
        }
        if (ever(after) < ever(before)) {
            found.add("%s keeps records for %s ms instead of %s"
                    .formatted(name, after.path("retentionMillis"), before.path("retentionMillis")));
        }
        before.path("types").forEachEntry((type, promised) -> {
            JsonNode successor = after.path("types").path(type);
            if (!successor.isMissingNode()) {
                for (String part : List.of("key", "headers", "value")) {
                    compare(type + " " + part, promised.path(part), successor.path(part));
                }
            } else if (!retired.contains(type)) {
                found.add("%s no longer travels on %s".formatted(type, name));
            }
        });
    }

    private static long ever(JsonNode topic) {
        long millis = topic.path("retentionMillis").asLong();
        return millis < 0 ? Long.MAX_VALUE : millis;
    }

    private void compare(String place, JsonNode before, JsonNode after) {
        if (!before.isObject() || !after.isObject()) {
            requireSame(place, "schema", before, after);
            return;
        }
        compareTypes(place, before.path("type"), after.path("type"));
        compareValues(place, before, after);
        compareMembers(place, before, after);
        if (before.has("items")) {
            compare(place + "[]", before.path("items"), after.path("items"));
        }
        Set<String> keywords = new LinkedHashSet<>(before.propertyNames());
        keywords.addAll(after.propertyNames());
        keywords.removeAll(JUDGED_ELSEWHERE);
        keywords.forEach(keyword -> compareKeyword(place, keyword, before.path(keyword), after.path(keyword)));
    }

    private void compareTypes(String place, JsonNode before, JsonNode after) {
        if (before.isMissingNode()) {
            return;
        }
        Set<String> known = texts(before);
        if (known.contains("number")) {
            known.add("integer");
        }
        if (after.isMissingNode()) {
            found.add("%s may be of any type, and was %s".formatted(place, known));
        }
        Set<String> added = texts(after);
        added.removeAll(known);
        added.forEach(type -> found.add("%s may be %s, which it never was".formatted(place, type)));
    }

    private void compareValues(String place, JsonNode before, JsonNode after) {
        Set<JsonNode> known = values(before);
        if (!known.isEmpty() && !known.equals(values(after))) {
            found.add("%s is one of %s instead of %s; readers tell these apart".formatted(place, values(after), known));
        }
    }

    private void compareMembers(String place, JsonNode before, JsonNode after) {
        before.path("properties").forEachEntry((name, member) -> {
            JsonNode successor = after.path("properties").path(name);
            if (successor.isMissingNode()) {
                found.add("%s.%s is gone".formatted(place, name));
            } else {
                compare(place + "." + name, member, successor);
            }
        });
        Set<String> required = texts(before.path("required"));
        required.removeAll(texts(after.path("required")));
        required.forEach(name -> found.add("%s.%s may be absent, and was always there".formatted(place, name)));
    }

    private void compareKeyword(String place, String keyword, JsonNode before, JsonNode after) {
        if (LOWER_BOUNDS.contains(keyword) || UPPER_BOUNDS.contains(keyword)) {
            if (!before.isMissingNode() && (after.isMissingNode() || isWider(keyword, before, after))) {
                found.add("%s: %s is %s instead of %s".formatted(place, keyword, brief(after), before));
            }
        } else if (!KEPT_ONCE_SAID.contains(keyword) || !before.isMissingNode()) {
            requireSame(place, keyword, before, after);
        }
    }

    private static boolean isWider(String bound, JsonNode before, JsonNode after) {
        int change = after.decimalValue().compareTo(before.decimalValue());
        return LOWER_BOUNDS.contains(bound) ? change < 0 : change > 0;
    }

    private void requireSame(String place, String keyword, JsonNode before, JsonNode after) {
        if (!before.equals(after)) {
            found.add("%s: %s is %s instead of %s".formatted(place, keyword, brief(after), brief(before)));
        }
    }

    private static Set<String> texts(JsonNode oneOrMany) {
        Set<String> texts = new TreeSet<>();
        if (oneOrMany.isString()) {
            texts.add(oneOrMany.asString());
        }
        oneOrMany.forEach(text -> texts.add(text.asString()));
        return texts;
    }

    private static Set<JsonNode> values(JsonNode schema) {
        Set<JsonNode> values = new LinkedHashSet<>();
        schema.path("enum").forEach(values::add);
        if (schema.has("const")) {
            values.add(schema.path("const"));
        }
        return values;
    }

    private static String brief(JsonNode node) {
        return node.isMissingNode() ? "nothing" : node.toString();
    }
}
