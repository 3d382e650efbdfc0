package dev.evently.local.demodata;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;

/**
 * What of the demo data exists, by name. A step that was done before a crash is not done again: its result stands here,
 * or, in the moment before that, the service recognises the step by its idempotency key.
 */
final class Journal {
    private static final String RUN = "run";

    private final Path file;
    private final Properties entries;

    private Journal(Path file, Properties entries) {
        this.file = file;
        this.entries = entries;
    }

    static Journal in(Path data) {
        Path file = data.resolve("demo-data.properties");
        Properties entries = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                entries.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return new Journal(file, entries);
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(entries.getProperty(name));
    }

    void put(String name, String value) {
        entries.setProperty(name, value);
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        try {
            try (Writer writer = Files.newBufferedWriter(unfinished)) {
                entries.store(writer, null);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The key of a step: the same whenever this folder's data are loaded, another for every other folder. */
    String idempotencyKey(String step) {
        String run = find(RUN).orElseGet(() -> {
            String made = UUID.randomUUID().toString();
            put(RUN, made);
            return made;
        });
        return UUID.nameUUIDFromBytes((run + "/" + step).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
