package dev.evently.local.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How a command is put into a session of its own. */
final class Session {
    private static final List<String> PREFIX = find();

    private Session() {}

    /** The words before a command; the process id stays that of the command. */
    static List<String> prefix() {
        return PREFIX;
    }

    /** Linux has the program for it, macOS has Perl; without either, the signals of a terminal are ignored. */
    private static List<String> find() {
        if (onPath("setsid")) {
            return List.of("setsid");
        }
        if (onPath("perl")) {
            return List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec @ARGV");
        }
        return List.of("sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh");
    }

    private static boolean onPath(String program) {
        String path = System.getenv("PATH");
        if (path == null) {
            return false;
        }
        return List.of(path.split(":", -1)).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve(program)));
    }
}
