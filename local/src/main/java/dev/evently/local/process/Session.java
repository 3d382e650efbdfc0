package dev.evently.local.process;

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
        if (SearchPath.has("setsid")) {
            return List.of("setsid");
        }
        if (SearchPath.has("perl")) {
            return List.of("perl", "-MPOSIX", "-e", "POSIX::setsid(); exec @ARGV");
        }
        return List.of("sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh");
    }
}
