package dev.evently.testing.contracts;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The published contracts of Kafka events, by their full type such as {@code
 * dev.evently.booking.BookingCreated.v1}.
 *
 * <p>A type without a contract fails every method here, so nothing can be sent that was not described first.
 */
public final class Contracts {

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private Contracts() {}

    /** The example of the type, valid against its schema. */
    public static String example(String type) {
        return read(type, "example");
    }

    /** Fails unless the JSON is valid data of the type; formats are checked as well. */
    public static void assertValid(String type, String json) {
        Schema schema = SCHEMAS.getSchema(read(type, "schema"));
        List<String> violations = schema
                .validate(
                        json,
                        InputFormat.JSON,
                        run -> run.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Error::toString)
                .toList();
        if (!violations.isEmpty()) {
            throw new AssertionError(
                    "Not valid as %s:%n  %s%n%s".formatted(type, String.join("\n  ", violations), json));
        }
    }

    /** Fails unless the event is of the type, carries every attribute promised and valid data. */
    public static void assertValid(String type, CloudEvent event) {
        List<String> violations = new ArrayList<>();
        requireEqual(violations, "type", type, event.getType());
        requireEqual(violations, "datacontenttype", "application/json", event.getDataContentType());
        requirePresent(violations, "time", event.getTime());
        requirePresent(violations, "subject", event.getSubject());
        CloudEventData data = event.getData();
        requirePresent(violations, "data", data);
        if (data == null || !violations.isEmpty()) {
            throw new AssertionError("Not valid as %s: %s%n%s".formatted(type, violations, event));
        }
        assertValid(type, new String(data.toBytes(), StandardCharsets.UTF_8));
    }

    private static void requireEqual(
            List<String> violations, String attribute, String expected, @Nullable String actual) {
        if (!expected.equals(actual)) {
            violations.add("%s is %s instead of %s".formatted(attribute, actual, expected));
        }
    }

    private static void requirePresent(List<String> violations, String attribute, @Nullable Object value) {
        if (value == null) {
            violations.add(attribute + " is missing");
        }
    }

    private static String read(String type, String what) {
        String name = "/contracts/%s.%s.json".formatted(type, what);
        try (InputStream resource = Contracts.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new AssertionError("No %s is published for the event type %s".formatted(what, type));
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
