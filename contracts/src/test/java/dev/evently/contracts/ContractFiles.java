package dev.evently.contracts;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The files of this module as they are published. */
final class ContractFiles {

    private static final Path ROOT = Path.of(System.getProperty("evently.root", ".."));
    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Path CONTRACTS = RESOURCES.resolve("contracts");
    private static final String SCHEMA = ".schema.json";
    private static final String EXAMPLE = ".example.json";

    private static final JsonMapper JSON = new JsonMapper();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private ContractFiles() {}

    static SortedSet<String> typesWithSchema() {
        return typesWith(SCHEMA);
    }

    static SortedSet<String> typesWithExample() {
        return typesWith(EXAMPLE);
    }

    static JsonNode schema(String type) {
        return JSON.readTree(CONTRACTS.resolve(type + SCHEMA));
    }

    static JsonNode example(String type) {
        return JSON.readTree(CONTRACTS.resolve(type + EXAMPLE));
    }

    /** The example as it is written. */
    static String exampleText(String type) {
        return text(CONTRACTS.resolve(type + EXAMPLE)).strip();
    }

    static JsonNode asyncApi() {
        return new YAMLMapper().readTree(RESOURCES.resolve("asyncapi.yaml"));
    }

    /** A file of the repository. */
    static Path inRepository(String path) {
        return ROOT.resolve(path);
    }

    /** What a file says; nothing when there is none. */
    static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean exists(String referenceFromIndex) {
        return Files.isRegularFile(RESOURCES.resolve(referenceFromIndex));
    }

    /** What is wrong with the data, formats included; empty when it is valid. */
    static List<Error> violations(String type, JsonNode data) {
        Schema schema = SCHEMAS.getSchema(schema(type));
        return schema.validate(data, run -> run.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }

    private static SortedSet<String> typesWith(String suffix) {
        try (var files = Files.list(CONTRACTS)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(suffix))
                    .map(name -> name.substring(0, name.length() - suffix.length()))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new IllegalStateException("Cannot list " + CONTRACTS.toAbsolutePath(), e);
        }
    }
}
