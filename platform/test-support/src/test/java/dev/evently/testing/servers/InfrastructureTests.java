package dev.evently.testing.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InfrastructureTests {
    private static final Path FOLDER = Path.of("folder");

    @Test
    void isEmbeddedUnlessContainersAreAskedFor() {
        assertThat(Infrastructure.asked(Map.of())).isEqualTo(Infrastructure.EMBEDDED);
        assertThat(Infrastructure.asked(Map.of("infra", "embedded"))).isEqualTo(Infrastructure.EMBEDDED);
        assertThat(Infrastructure.asked(Map.of("infra", "testcontainers"))).isEqualTo(Infrastructure.TESTCONTAINERS);
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Infrastructure.asked(Map.of("infra", "testcontainer")))
                .withMessageContaining("'testcontainer'");
    }

    @Test
    void namesTheImages() {
        Map<Object, Object> images = Map.of(
                "infra.image.postgres", "postgres:1", "infra.image.redis", "redis:2", "infra.image.kafka", "kafka:3");

        assertThat(Infrastructure.TESTCONTAINERS.options(FOLDER, images))
                .containsExactly("--postgres", "postgres:1", "--redis", "redis:2", "--kafka", "kafka:3");
    }

    @Test
    void doesNotGuessAnImage() {
        assertThatExceptionOfType(NullPointerException.class)
                .isThrownBy(() -> Infrastructure.TESTCONTAINERS.options(FOLDER, Map.of()))
                .withMessageContaining("infra.image.postgres");
    }
}
