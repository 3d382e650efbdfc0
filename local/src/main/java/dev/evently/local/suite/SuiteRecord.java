package dev.evently.local.suite;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;

/**
 * How the suite of a data folder was last started, so that the other commands need only the folder.
 *
 * @param ports its ports
 * @param preset its preset
 * @param databases its PostgreSQL servers
 * @param tracing whether it is traced
 */
record SuiteRecord(Ports ports, Preset preset, Databases databases, Tracing tracing) {
    private static final String FILE = "suite.properties";

    void save(Path data) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("port-offset", Integer.toString(ports.offset()));
        properties.setProperty("preset", preset.toString());
        properties.setProperty("shard-servers", Integer.toString(databases.shardServers()));
        properties.setProperty("replicas", Integer.toString(databases.replicas()));
        properties.setProperty("traces", Double.toString(tracing.ratio()));
        if (tracing.receiver() != null) {
            properties.setProperty("traces-to", tracing.receiver().toString());
        }
        Path unfinished = data.resolve(FILE + ".new");
        try (Writer writer = Files.newBufferedWriter(unfinished)) {
            properties.store(writer, null);
        }
        Files.move(unfinished, data.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    static Optional<SuiteRecord> in(Path data) throws IOException {
        Path file = data.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return Optional.of(new SuiteRecord(
                new Ports(number(properties, "port-offset")),
                Preset.valueOf(properties.getProperty("preset", "standard").toUpperCase(Locale.ROOT)),
                new Databases(number(properties, "shard-servers"), number(properties, "replicas")),
                new Tracing(
                        Double.parseDouble(properties.getProperty("traces", "0")),
                        Optional.ofNullable(properties.getProperty("traces-to"))
                                .map(URI::create)
                                .orElse(null))));
    }

    private static int number(Properties properties, String name) {
        return Integer.parseInt(properties.getProperty(name, "0"));
    }

    /** The options of {@code up} that ask for such a suite. */
    @Override
    public String toString() {
        return "--preset %s --port-offset %d%s%s".formatted(preset, ports.offset(), databases, tracing);
    }
}
