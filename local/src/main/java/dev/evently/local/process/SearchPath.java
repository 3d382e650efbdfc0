package dev.evently.local.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The folders in which programs are looked for. */
final class SearchPath {
    private SearchPath() {}

    static boolean has(String program) {
        String path = System.getenv("PATH");
        if (path == null) {
            return false;
        }
        return List.of(path.split(":", -1)).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve(program)));
    }
}
