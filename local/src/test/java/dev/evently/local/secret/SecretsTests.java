package dev.evently.local.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTests {
    @TempDir
    Path data;

    @Test
    void secretStaysTheSame() throws Exception {
        String made = Secrets.in(data).password("postgres");

        assertThat(Secrets.in(data).password("postgres")).isEqualTo(made);
    }

    @Test
    void onlyTheOwnerCanReadTheFile() throws Exception {
        Secrets.in(data).password("postgres");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("secrets.properties"))))
                .isEqualTo("rw-------");
    }

    @Test
    void secretsDifferByNameAndFolder() throws Exception {
        Path other = Files.createDirectory(data.resolve("other"));

        assertThat(Secrets.in(data).password("a")).isNotEqualTo(Secrets.in(data).password("b"));
        assertThat(Secrets.in(data).password("a"))
                .isNotEqualTo(Secrets.in(other).password("a"));
    }

    @Test
    void keyHas32BytesAndTokenAtLeast32Characters() throws Exception {
        Secrets secrets = Secrets.in(data);

        assertThat(Base64.getDecoder().decode(secrets.key("signing"))).hasSize(32);
        assertThat(secrets.token("client")).matches("[A-Za-z0-9_-]{43}");
        assertThat(secrets.password("person")).matches("[A-Za-z0-9_-]{24}");
    }
}
