package dev.evently.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class SchemaTests {

    private static final String META_SCHEMA = "https://json-schema.org/draft/2020-12/schema";

    static SortedSet<String> types() {
        return ContractFiles.typesWithSchema();
    }

    @Test
    void everySchemaHasAnExampleAndTheReverse() {
        assertThat(types()).isNotEmpty().isEqualTo(ContractFiles.typesWithExample());
    }

    @ParameterizedTest
    @MethodSource("types")
    void isValidJsonSchema(String type) {
        JsonNode schema = ContractFiles.schema(type);

        assertThat(schema.path("$schema").asString()).isEqualTo(META_SCHEMA);
        assertThat(schema.path("$id").asString()).isEqualTo("urn:evently:contracts:" + type);
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(SchemaLocation.of(META_SCHEMA))
                        .validate(schema.toString(), InputFormat.JSON))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("types")
    void saysWhatItIsAndWhatEveryFieldMeans(String type) {
        JsonNode schema = ContractFiles.schema(type);

        assertThat(schema.path("title").asString("")).isNotBlank();
        assertThat(schema.path("description").asString("")).endsWith(".");
        assertThat(fieldsWithoutDescription("", schema, schema)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("types")
    void exampleIsValid(String type) {
        assertThat(ContractFiles.violations(type, ContractFiles.example(type))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("types")
    void acceptsFieldsOfLaterVersions(String type) {
        ObjectNode later = example(type).put("addedLater", 1);

        assertThat(ContractFiles.violations(type, later)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("types")
    void rejectsExampleThatLacksARequiredField(String type) {
        for (JsonNode field : ContractFiles.schema(type).path("required")) {
            ObjectNode broken = example(type);
            broken.remove(field.asString());

            assertThat(ContractFiles.violations(type, broken))
                    .as("without %s", field.asString())
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void rejectsTextThatBreaksItsFormat(String type) {
        for (var field : ContractFiles.schema(type).path("properties").properties()) {
            if (field.getValue().has("format")) {
                ObjectNode broken = example(type).put(field.getKey(), "not of this format");

                assertThat(ContractFiles.violations(type, broken))
                        .as("%s", field.getKey())
                        .isNotEmpty();
            }
        }
    }

    private static ObjectNode example(String type) {
        return (ObjectNode) ContractFiles.example(type);
    }

    private static List<String> fieldsWithoutDescription(String at, JsonNode node, JsonNode root) {
        List<String> missing = new ArrayList<>();
        node.path("properties").forEachEntry((name, field) -> {
            String here = at + "/" + name;
            JsonNode target =
                    field.has("$ref") ? root.at(field.path("$ref").asString().substring(1)) : field;
            if (target.path("description").asString("").isBlank()) {
                missing.add(here);
            }
            missing.addAll(fieldsWithoutDescription(here, target, root));
            JsonNode item = target.path("items");
            missing.addAll(fieldsWithoutDescription(
                    here,
                    item.has("$ref") ? root.at(item.path("$ref").asString().substring(1)) : item,
                    root));
        });
        return missing;
    }
}
