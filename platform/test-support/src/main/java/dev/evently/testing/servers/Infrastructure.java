package dev.evently.testing.servers;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** What the tests' servers run as, which the system property {@code infra} says. */
enum Infrastructure {
    /** Child processes, out of Maven artifacts. */
    EMBEDDED("platform/embedded-servers", "dev.evently.embedded.SharedServers") {
        @Override
        List<String> options(Path folder) {
            return List.of("--binaries", folder.resolve("binaries").toString());
        }
    },
    /** Containers, of the images that {@code infra.image.postgres}, {@code .redis} and {@code .kafka} name. */
    TESTCONTAINERS("platform/container-servers", "dev.evently.containers.ContainerServers") {
        @Override
        List<String> options(Path folder) {
            return Stream.of("postgres", "redis", "kafka")
                    .flatMap(server -> Stream.of("--" + server, image(server)))
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

    /** @throws IllegalArgumentException if the property names none of them */
    static Infrastructure asked() {
        String name = System.getProperty(PROPERTY, "embedded");
        return switch (name) {
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
     */
    abstract List<String> options(Path folder);

    private static String image(String server) {
        String property = "infra.image." + server;
        return Objects.requireNonNull(
                System.getProperty(property),
                () -> property + " does not say which image the tests are to run against");
    }
}
