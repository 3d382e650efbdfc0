package dev.evently.local.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the system holds in memory for one process. On Linux, memory shared by several processes counts for each of them
 * in proportion, so that the sum over all of PostgreSQL's processes is what they really hold.
 */
final class ResidentMemory {
    private static final Path PROC = Path.of("/proc");

    private ResidentMemory() {}

    /** In bytes; 0 if the process has ended. */
    static long ofProcess(long pid) {
        Path folder = PROC.resolve(Long.toString(pid));
        try {
            if (!Files.isDirectory(PROC.resolve("self"))) {
                return fromPs(pid);
            }
            Optional<Long> proportional = value(folder.resolve("smaps_rollup"), "Pss:");
            return proportional.isPresent()
                    ? proportional.get()
                    : value(folder.resolve("status"), "VmRSS:").orElse(0L);
        } catch (IOException e) {
            return 0;
        }
    }

    private static Optional<Long> value(Path file, String label) throws IOException {
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(label))
                .map(line -> kibibytes(line.substring(label.length())))
                .findFirst();
    }

    private static long fromPs(long pid) throws IOException {
        List<String> command = List.of("ps", "-o", "rss=", "-p", Long.toString(pid));
        byte[] answer = new ProcessBuilder(command).start().getInputStream().readAllBytes();
        String text = new String(answer, StandardCharsets.US_ASCII);
        return text.isBlank() ? 0 : kibibytes(text);
    }

    private static long kibibytes(String text) {
        return Long.parseLong(text.replace("kB", "").strip()) * 1024;
    }
}
