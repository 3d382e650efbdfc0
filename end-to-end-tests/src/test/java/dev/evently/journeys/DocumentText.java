package dev.evently.journeys;

import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** Writes JSON to be read and compared line by line: what fits into one line is in one. */
final class DocumentText {

    private static final int WIDTH = 120;

    private DocumentText() {}

    static String of(JsonNode json) {
        return of(json, "") + "\n";
    }

    private static String of(JsonNode json, String indent) {
        String flat = json.toString();
        if (!json.isContainer() || indent.length() + flat.length() <= WIDTH) {
            return flat;
        }
        String inner = indent + "  ";
        if (json.isArray()) {
            return json.valueStream()
                    .map(value -> inner + of(value, inner))
                    .collect(Collectors.joining(",\n", "[\n", "\n" + indent + "]"));
        }
        return json.propertyStream()
                .map(member -> inner + StringNode.valueOf(member.getKey()) + ": " + of(member.getValue(), inner))
                .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
    }
}
