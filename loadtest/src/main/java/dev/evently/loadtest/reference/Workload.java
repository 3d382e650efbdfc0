package dev.evently.loadtest.reference;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The rows that the suite writes for one unit of work, as a script for pgbench. */
public enum Workload {
    /** Holds, all on the same row. */
    HOLDS("holds.sql"),
    /** Holds with payment and confirmation, spread over a thousand rows. */
    BOOKINGS("bookings.sql");

    private static final String SCHEMA = "schema.sql";

    private final String script;

    Workload(String script) {
        this.script = script;
    }

    String script() throws IOException {
        return read(script);
    }

    static String schema() throws IOException {
        return read(SCHEMA);
    }

    private static String read(String name) throws IOException {
        try (InputStream resource = Workload.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IOException("Not on the class path: " + name);
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
