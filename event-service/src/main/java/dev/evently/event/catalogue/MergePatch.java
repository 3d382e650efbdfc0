package dev.evently.event.catalogue;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A JSON merge patch (RFC 7396): what it names replaces what is there, null removes, objects merge, lists are replaced
 * whole.
 */
record MergePatch(JsonNode patch) {

    /** The patched document; neither the target nor the patch is changed. */
    JsonNode applyTo(JsonNode target) {
        return merge(target, patch);
    }

    private static JsonNode merge(JsonNode target, JsonNode patch) {
        if (!patch.isObject()) {
            return patch;
        }
        ObjectNode merged =
                target instanceof ObjectNode object ? object.deepCopy() : JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> member : patch.properties()) {
            if (member.getValue().isNull()) {
                merged.remove(member.getKey());
            } else {
                JsonNode present = merged.path(member.getKey());
                merged.set(member.getKey(), merge(present, member.getValue()));
            }
        }
        return merged;
    }
}
