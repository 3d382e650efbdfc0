package dev.evently.testing.servers;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the tests' servers run as, which the system property {@code infra} says. */
enum Infrastructure {
    /** Child processes, out of Maven artifacts. */
    EMBEDDED("platform/embedded-servers", "dev.evently.embedded.SharedServers") {
        @Override
        List<String> options(Path folder, Map<?, ?> properties) {
            return List.of("--binaries", folder.resolve("binaries").toString());
        }
    },
    /** Containers, of the images that {@code infra.image.postgres}, {@code .redis} and {@code .kafka} name. */
    TESTCONTAINERS("platform/container-servers", "dev.evently.containers.ContainerServers") {
        @Override
        List<String> options(Path folder, Map<?, ?> properties) {
            return Stream.of("postgres", "redis", "kafka")
                    .flatMap(server -> Stream.of("--" + server, image(server, properties)))
                    .toList();
        }
    };

    private static final String PROPERTY = "infra";

    private final String module;
    private final String mainClass;

    Infrastructure(String module, String mainClass) {
        this.module = module;
        this.mainClass = mainClass;
    }

    /**
     * Reads the property, and takes embedded servers where there is none.
     *
     * @param properties those of the system
     * @throws IllegalArgumentException if the property names none of them
     */
    static Infrastructure asked(Map<?, ?> properties) {
        @Nullable Object name = properties.get(PROPERTY);
        return switch (name == null ? "embedded" : name.toString()) {
            case "embedded" -> EMBEDDED;
            case "testcontainers" -> TESTCONTAINERS;
            default ->
                throw new IllegalArgumentException(
                        "The property infra is embedded or testcontainers, not '" + name + "'");
        };
    }

    /** The module of the build that leaves their class path in {@code target/lib}. */
    String module() {
        return module;
    }

    String mainClass() {
        return mainClass;
    }

    /**
     * The options of the main class besides those that both have.
     *
     * @param folder where programs may be unpacked
     * @param properties those of the system
     */
    abstract List<String> options(Path folder, Map<?, ?> properties);

    private static String image(String server, Map<?, ?> properties) {
        String property = "infra.image." + server;
        Object image = properties.get(property);
        return Objects.requireNonNull(image, () -> property + " does not say which image the tests are to run against")
                .toString();
    }
}
