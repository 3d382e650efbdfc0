package dev.evently.local;

import dev.evently.local.suite.Suite;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what the processes of the suite write. */
@Command(name = "logs", description = "Shows the end of the logs.", mixinStandardHelpOptions = true)
final class LogsCommand implements Callable<Integer> {
    @Mixin
    private SuiteOptions options = new SuiteOptions();

    @Parameters(arity = "0..1", paramLabel = "SERVICE", description = "One process (default: all of them)")
    private @Nullable String service;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with what is written from now")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            defaultValue = "20",
            paramLabel = "N",
            description = "Lines from each log (default: ${DEFAULT-VALUE})")
    private int lines;

    @Option(names = "--json", description = "As the processes write it; services write JSON")
    private boolean asWritten;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Suite suite = options.suite();
        Map<String, Long> positions = new LinkedHashMap<>();
        for (String name : names(suite)) {
            positions.put(name, 0L);
            Path log = suite.log(name).orElse(null);
            if (log != null) {
                positions.put(name, Files.size(log));
                print(name, lastLines(log));
            }
        }
        while (follow) {
            TimeUnit.MILLISECONDS.sleep(200);
            for (Map.Entry<String, Long> position : positions.entrySet()) {
                Path log = suite.log(position.getKey()).orElse(null);
                if (log != null) {
                    position.setValue(printFrom(position.getKey(), log, position.getValue()));
                }
            }
        }
        return 0;
    }

    private List<String> names(Suite suite) throws IOException {
        List<String> all = suite.processNames();
        if (service == null) {
            return all;
        }
        if (!all.contains(service)) {
            throw new ParameterException(
                    spec.commandLine(), "No process is called " + service + "; there are " + String.join(", ", all));
        }
        return List.of(service);
    }

    private Collection<String> lastLines(Path log) throws IOException {
        Deque<String> last = new ArrayDeque<>();
        for (String line : new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                .lines()
                .toList()) {
            last.addLast(line);
            if (last.size() > lines) {
                last.removeFirst();
            }
        }
        return last;
    }

    /** Prints the whole lines after {@code position} and returns where they end; a new log is read from its start. */
    private long printFrom(String name, Path log, long position) throws IOException {
        long size = Files.size(log);
        long from = size < position ? 0 : position;
        byte[] bytes = new byte[Math.toIntExact(Math.min(size - from, 1 << 20))];
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(from);
            file.readFully(bytes);
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        int end = text.lastIndexOf('\n') + 1;
        print(name, new ArrayList<>(text.substring(0, end).lines().toList()));
        return from + text.substring(0, end).getBytes(StandardCharsets.UTF_8).length;
    }

    private void print(String name, Collection<String> text) {
        String prefix = service == null ? "%-20s | ".formatted(name) : "";
        text.forEach(line -> System.out.println(prefix + (asWritten ? line : LogLine.readable(line))));
    }
}
