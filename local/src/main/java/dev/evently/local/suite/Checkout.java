package dev.evently.local.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The built checkout that a suite runs from.
 *
 * @param root folder of the parent POM
 */
public record Checkout(Path root) {
    public Checkout {
        root = root.toAbsolutePath().normalize();
    }

    /** That of the running program: the script {@code evently} passes it as {@code evently.root}. */
    public static Checkout running() {
        return new Checkout(Path.of(System.getProperty("evently.root", ".")));
    }

    /** The executable jar of a service. */
    Path jar(Service service) throws StartFailure {
        Path target = root.resolve(service.module()).resolve("target");
        try (Stream<Path> files = Files.isDirectory(target) ? Files.list(target) : Stream.empty()) {
            List<Path> jars = files.filter(file -> isJarOf(service, file)).toList();
            if (jars.size() == 1) {
                return jars.getFirst();
            }
        } catch (IOException e) {
            throw new StartFailure("Cannot read " + target + ": " + e.getMessage(), e);
        }
        throw new StartFailure(service.module() + " is not built: no jar in " + target);
    }

    private static boolean isJarOf(Service service, Path file) {
        String name = file.getFileName().toString();
        return name.matches(service.module() + "-[0-9][^/]*\\.jar")
                && !name.matches(".*-(tests|sources|javadoc|plain)\\.jar");
    }

    /** Class path of the servers, which holds Kafka. */
    String serversClassPath() {
        return root.resolve("platform/embedded-servers/target/lib") + "/*";
    }

    /** Class path of this module. */
    String localClassPath() {
        return root.resolve("local/target/lib") + "/*";
    }

    /** The agent that traces a service. */
    Path tracingAgent() {
        return tracing("opentelemetry-javaagent.jar");
    }

    /** The server that keeps and shows traces. */
    Path traceServer() {
        return tracing("zipkin-server.jar");
    }

    private Path tracing(String jar) {
        return root.resolve("local/target/tracing").resolve(jar);
    }

    /** Fails unless there is what it takes, which the evently script fetches. */
    void requireTracing(Tracing tracing) throws StartFailure {
        List<Path> needed = tracing.hasServer() ? List.of(tracingAgent(), traceServer()) : List.of(tracingAgent());
        for (Path jar : needed) {
            if (!Files.exists(jar)) {
                throw new StartFailure(
                        jar + " is missing; './mvnw -pl local -am -Ptracing package -DskipTests' fetches it");
            }
        }
    }

    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }
}
