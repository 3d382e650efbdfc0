package dev.evently.local.secret;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;
import java.util.Set;

/**
 * The secrets of one suite: random, each made when first asked for, and kept in a file that only its owner can read.
 */
public final class Secrets {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final int KEY_BYTES = 32;
    private static final int PASSWORD_BYTES = 18;

    private final Path file;
    private final Properties values;
    private final SecureRandom random = new SecureRandom();

    private Secrets(Path file, Properties values) {
        this.file = file;
        this.values = values;
    }

    /** Reads the secrets of the suite in {@code data}; there need be none yet. */
    public static Secrets in(Path data) throws IOException {
        Path file = data.resolve("secrets.properties");
        Properties values = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                values.load(reader);
            }
        }
        return new Secrets(file, values);
    }

    /** A password of 24 letters, digits, hyphens and underscores. */
    public String password(String name) throws IOException {
        return value(name, Base64.getUrlEncoder(), PASSWORD_BYTES);
    }

    /** What a program shows to another: 43 letters, digits, hyphens and underscores. */
    public String token(String name) throws IOException {
        return value(name, Base64.getUrlEncoder().withoutPadding(), KEY_BYTES);
    }

    /** A key of 32 bytes in base64. */
    public String key(String name) throws IOException {
        return value(name, Base64.getEncoder(), KEY_BYTES);
    }

    private synchronized String value(String name, Base64.Encoder encoder, int length) throws IOException {
        String known = values.getProperty(name);
        if (known != null) {
            return known;
        }
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        String made = encoder.encodeToString(bytes);
        values.setProperty(name, made);
        save();
        return made;
    }

    private void save() throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(unfinished);
        Files.createFile(unfinished, OWNER_ONLY);
        try (Writer writer = Files.newBufferedWriter(unfinished)) {
            values.store(writer, null);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
