package dev.evently.k8s;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where things lie in the checkout. */
final class Repository {

    static final Path ROOT =
            Path.of(System.getProperty("evently.root", "..")).toAbsolutePath().normalize();
    static final Path MANIFESTS = ROOT.resolve("k8s");
    static final List<String> OVERLAYS = List.of("local", "staging", "production");

    private Repository() {}

    static Path overlay(String name) {
        return MANIFESTS.resolve("overlays").resolve(name);
    }

    /** Files below the folder whose name ends so, in order. */
    static List<Path> files(Path folder, String ending) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
