package dev.evently.k8s;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * CloudNativePG's kinds, of which nobody publishes classes for Java: a JSON Schema of the fields that the manifests use, in
 * {@code src/test/resources/schemas}. Whoever wants another field adds it there, from the operator's reference.
 */
final class OperatorSchemas {

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private static final Set<String> GROUPS = Set.of("postgresql.cnpg.io", "barmancloud.cnpg.io");

    private OperatorSchemas() {}

    static boolean knows(Resource resource) {
        return GROUPS.contains(resource.group());
    }

    static List<String> violations(Resource resource) {
        Schema schema = SCHEMAS.getSchema(read(resource.group() + "_v1"));
        return schema.validate(resource.json().toString(), InputFormat.JSON).stream()
                .map(Error::toString)
                .map(error -> resource + " " + error)
                .toList();
    }

    private static String read(String name) {
        try (InputStream schema = OperatorSchemas.class.getResourceAsStream("/schemas/" + name + ".schema.json")) {
            if (schema == null) {
                throw new IllegalStateException("There is no schema " + name);
            }
            return new String(schema.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
