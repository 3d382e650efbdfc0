package dev.evently.contracts;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A topic as the index describes it, with the index's references resolved.
 *
 * @param name its address on the broker
 * @param sender the one service that writes it
 * @param retentionMillis how long records are kept; -1 for as long as the cluster lives
 * @param internal whether it is closed to other teams
 * @param types in the order of the index
 */
record Topic(
        String name,
        String description,
        String sender,
        int partitions,
        long retentionMillis,
        boolean internal,
        List<Type> types) {

    /**
     * A type of records on it.
     *
     * @param name the value of `ce_type`
     * @param key schema of the record's key; `x-field` names the field of the value that is the same
     * @param headers schema of the record's headers, as if they were the members of an object
     * @param value schema of the record's value
     */
    record Type(String name, ObjectNode key, ObjectNode headers, JsonNode value) {}

    static List<Topic> all() {
        JsonNode index = ContractFiles.asyncApi();
        return index.path("channels")
                .propertyStream()
                .map(channel -> of(index, channel))
                .toList();
    }

    private static Topic of(JsonNode index, Map.Entry<String, JsonNode> named) {
        JsonNode channel = named.getValue();
        JsonNode kafka = channel.at("/bindings/kafka");
        return new Topic(
                channel.path("address").asString(),
                channel.path("description").asString(),
                sender(index, named.getKey()),
                kafka.path("partitions").asInt(),
                kafka.path("topicConfiguration").path("retention.ms").asLong(),
                channel.path("x-internal").asBoolean(false),
                channel.path("messages")
                        .valueStream()
                        .map(message -> type(index, resolve(index, message)))
                        .toList());
    }

    private static String sender(JsonNode index, String channel) {
        return index.path("operations")
                .propertyStream()
                .filter(operation ->
                        operation.getValue().at("/channel/$ref").asString().equals("#/channels/" + channel))
                .map(operation -> operation.getKey().replaceFirst("-sends-.*", ""))
                .findFirst()
                .orElseThrow();
    }

    private static Type type(JsonNode index, JsonNode message) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        message.path("traits").forEach(trait -> merge(whole, resolve(index, trait)));
        merge(whole, message);
        String name = message.path("name").asString();
        return new Type(
                name,
                (ObjectNode) whole.at("/bindings/kafka/key"),
                (ObjectNode) whole.path("headers"),
                ContractFiles.schema(name));
    }

    /** As JSON Merge Patch has it (RFC 7396), which AsyncAPI applies traits by. */
    private static void merge(ObjectNode target, JsonNode patch) {
        patch.forEachEntry((name, value) -> {
            if (value.isObject() && target.path(name).isObject()) {
                merge((ObjectNode) target.path(name), value);
            } else {
                target.set(name, value.deepCopy());
            }
        });
    }

    private static JsonNode resolve(JsonNode index, JsonNode reference) {
        return index.at(reference.path("$ref").asString().substring(1));
    }
}
