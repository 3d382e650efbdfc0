package dev.evently.loadtest.suite;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A service of the suite as it was started, so that something else can be measured under the same conditions.
 *
 * @param java the program
 * @param options of the JVM, without what is about the suite or about its classes, as a cache or an agent is
 * @param jar beside which the libraries are
 */
public record RunningJar(String java, List<String> options, Path jar) {

    public static RunningJar of(ProcessHandle service) throws IOException {
        String java = service.info()
                .command()
                .orElseThrow(() -> new IOException("The system does not tell how the service was started"));
        List<String> arguments = List.of(service.info().arguments().orElse(new String[0]));
        return new RunningJar(java, options(arguments), jarOf(arguments));
    }

    static List<String> options(List<String> arguments) {
        List<String> options = new ArrayList<>();
        for (String argument : arguments) {
            if (argument.equals("-jar")) {
                break;
            }
            boolean ofTheSuite = argument.startsWith("-D") && !argument.startsWith("-Dreactor.netty.");
            boolean ofTheClasses = argument.startsWith("-XX:AOT") || argument.startsWith("-javaagent:");
            if (!ofTheSuite && !ofTheClasses) {
                options.add(argument);
            }
        }
        return options;
    }

    static Path jarOf(List<String> arguments) throws IOException {
        int at = arguments.indexOf("-jar");
        if (at < 0 || at + 1 == arguments.size()) {
            throw new IOException("The service was not started from a jar");
        }
        return Path.of(arguments.get(at + 1));
    }

    /** Starts a main class of this program with the service's options, and those of its libraries that are wanted. */
    public List<String> command(Class<?> main, Predicate<String> wanted) throws IOException {
        List<String> entries = new ArrayList<>();
        entries.add(Path.of(URI.create(
                        main.getProtectionDomain().getCodeSource().getLocation().toString()))
                .toString());
        Path folder = Objects.requireNonNull(jar.toAbsolutePath().getParent()).resolve("lib");
        try (Stream<Path> libraries = Files.list(folder)) {
            libraries
                    .filter(library -> isWanted(String.valueOf(library.getFileName()), wanted))
                    .sorted()
                    .map(Path::toString)
                    .forEach(entries::add);
        }
        List<String> command = new ArrayList<>(List.of(java));
        command.addAll(options);
        command.addAll(List.of("-cp", String.join(File.pathSeparator, entries), main.getName()));
        return command;
    }

    private static boolean isWanted(String name, Predicate<String> wanted) {
        return name.endsWith(".jar") && wanted.test(name);
    }
}
