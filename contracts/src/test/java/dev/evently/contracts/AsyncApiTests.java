package dev.evently.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AsyncApiTests {

    private final JsonNode index = ContractFiles.asyncApi();

    @Test
    void namesEveryTypeThatHasASchemaAndTheReverse() {
        assertThat(messages().map(message -> message.path("name").asString()))
                .containsExactlyInAnyOrderElementsOf(ContractFiles.typesWithSchema());
    }

    @Test
    void everyMessagePointsAtTheSchemaAndExampleOfItsType() {
        assertThat(messages()).allSatisfy(message -> {
            String type = message.path("name").asString();
            assertThat(message.at("/payload/schema/$ref").asString())
                    .isEqualTo("./contracts/%s.schema.json", type)
                    .satisfies(AsyncApiTests::isPublished);
            assertThat(message.at("/x-example/$ref").asString())
                    .isEqualTo("./contracts/%s.example.json", type)
                    .satisfies(AsyncApiTests::isPublished);
            assertThat(message.at("/headers/properties/ce_type/const").asString())
                    .isEqualTo(type);
            assertThat(message.path("traits")
                            .valueStream()
                            .map(trait -> resolve(trait)
                                    .at("/bindings/kafka/key/description")
                                    .asString("")))
                    .filteredOn(key -> !key.isBlank())
                    .as("the key of %s", type)
                    .hasSize(1);
        });
    }

    @Test
    void everyMessageTravelsOnOneTopicAndIsSentByOneService() {
        List<String> names = List.copyOf(index.at("/components/messages").propertyNames());
        List<String> onChannels = new ArrayList<>();
        index.path("channels")
                .forEach(channel -> onChannels.addAll(channel.path("messages").propertyNames()));
        List<String> sent = new ArrayList<>();
        index.path("operations")
                .forEach(operation -> operation
                        .path("messages")
                        .forEach(message ->
                                sent.add(lastSegment(message.path("$ref").asString()))));

        assertThat(onChannels).containsExactlyInAnyOrderElementsOf(names);
        assertThat(sent).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void everyInternalReferenceResolves() {
        List<String> dangling = index.findValuesAsString("$ref").stream()
                .filter(reference -> reference.startsWith("#"))
                .filter(reference -> index.at(reference.substring(1)).isMissingNode())
                .toList();

        assertThat(dangling).isEmpty();
    }

    @Test
    void carriesCloudEventsHeadersAndTheTrace() {
        JsonNode headers = index.at("/components/messageTraits/CloudEvent/headers/properties");

        assertThat(headers.propertyNames())
                .contains(
                        "content-type",
                        "ce_specversion",
                        "ce_id",
                        "ce_source",
                        "ce_type",
                        "ce_time",
                        "ce_subject",
                        "traceparent");
        assertThat(messages())
                .allSatisfy(message -> assertThat(message.at("/traits/0/$ref").asString())
                        .isEqualTo("#/components/messageTraits/CloudEvent"));
    }

    @Test
    void topicsAreTheSixThatAnybodyMayRead() {
        assertThat(index.path("channels")
                        .valueStream()
                        .filter(channel -> !isInternal(channel))
                        .map(channel -> channel.path("address").asString()))
                .containsExactlyInAnyOrder(
                        "evently.events",
                        "evently.bookings",
                        "evently.payments",
                        "evently.waitlist",
                        "evently.notifications",
                        "evently.users");
    }

    @Test
    void whatCarriesSecretsIsInternal() {
        assertThat(index.path("channels")
                        .valueStream()
                        .filter(AsyncApiTests::isInternal)
                        .map(channel -> channel.path("address").asString()))
                .containsExactly("evently.identity.mail");
        assertThat(index.path("channels").valueStream().filter(channel -> !isInternal(channel)))
                .allSatisfy(channel -> assertThat(channel.path("messages").propertyNames())
                        .allSatisfy(name -> assertThat(ContractFiles.schema(index.at("/components/messages/" + name)
                                                .path("name")
                                                .asString())
                                        .path("properties")
                                        .has("token"))
                                .as(name)
                                .isFalse()));
    }

    private static boolean isInternal(JsonNode channel) {
        return channel.path("x-internal").asBoolean(false);
    }

    private Stream<JsonNode> messages() {
        return index.at("/components/messages").propertyStream().map(Map.Entry::getValue);
    }

    private JsonNode resolve(JsonNode reference) {
        return index.at(reference.path("$ref").asString().substring(1));
    }

    private static void isPublished(String reference) {
        assertThat(ContractFiles.exists(reference)).as(reference).isTrue();
    }

    private static String lastSegment(String reference) {
        return reference.substring(reference.lastIndexOf('/') + 1);
    }
}
