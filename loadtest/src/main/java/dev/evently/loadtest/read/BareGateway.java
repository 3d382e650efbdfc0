package dev.evently.loadtest.read;

import dev.evently.loadtest.suite.RunningJar;
import dev.evently.local.process.Scheduling;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The gateway of the same release with nothing on, before constant answers: a process for each, with the options of the
 * suite's gateway and the same place among what the system schedules.
 */
public final class BareGateway implements AutoCloseable {
    private static final String PORT = "port ";
    private static final long GRACE_SECONDS = 10;

    /** What would switch itself on by being there. */
    private static final List<String> LEFT_OUT = List.of(
            "security",
            "redis",
            "lettuce",
            "eureka",
            "netflix",
            "actuator",
            "loadbalancer",
            "prometheus",
            "metrics",
            "resilience4j");

    private final List<Process> processes = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();
    private final Map<String, Long> pids = new LinkedHashMap<>();
    private final Scheduling scheduling;
    private int port;

    private BareGateway(Scheduling scheduling) {
        this.scheduling = scheduling;
    }

    /**
     * Starts both and returns when they answer.
     *
     * @param gateway the suite's gateway, whose jars and options are used
     * @param answers what {@link #path} n answers
     */
    public static BareGateway like(ProcessHandle gateway, Scheduling scheduling, List<String> answers)
            throws IOException {
        RunningJar like = RunningJar.of(gateway);
        BareGateway bare = new BareGateway(scheduling);
        try {
            bare.start(like, answers);
            return bare;
        } catch (IOException | RuntimeException e) {
            bare.close();
            throw e;
        }
    }

    private void start(RunningJar like, List<String> answers) throws IOException {
        List<String> upstream = new ArrayList<>(
                List.of(like.java(), "-XX:+UseSerialGC", "-Xmx128m", "--enable-native-access=ALL-UNNAMED"));
        upstream.addAll(List.of("-cp", System.getProperty("java.class.path"), ConstantAnswers.class.getName()));
        for (String answer : answers) {
            Path file = Files.createTempFile("evently-", ".json");
            files.add(file);
            Files.writeString(file, answer);
            upstream.add(file.toString());
        }
        int upstreamPort = launch("constant answers", upstream);
        List<String> gateway = like.command(PlainGateway.class, BareGateway::isNeeded);
        gateway.add("--upstream=http://127.0.0.1:" + upstreamPort);
        port = launch("bare gateway", gateway);
    }

    static boolean isNeeded(String library) {
        return LEFT_OUT.stream().noneMatch(library::contains);
    }

    private int launch(String name, List<String> command) throws IOException {
        List<String> words = new ArrayList<>(scheduling.prefix());
        words.addAll(command);
        Process process = new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        processes.add(process);
        pids.put(name, process.pid());
        BufferedReader printed =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = printed.readLine(); line != null; line = printed.readLine()) {
            if (line.startsWith(PORT)) {
                Thread.ofVirtual().start(() -> drain(printed));
                return Integer.parseInt(line.substring(PORT.length()).strip());
            }
        }
        throw new IOException("The process for the " + name + " ended before it was ready");
    }

    private static void drain(BufferedReader printed) {
        try (printed) {
            while (printed.readLine() != null) {
                // Nobody needs to know.
            }
        } catch (IOException e) {
            // The process has ended.
        }
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Where the n-th answer is, from 0. */
    public static String path(int n) {
        return "/" + n;
    }

    /** Its processes by name. */
    public Map<String, Long> pids() {
        return Map.copyOf(pids);
    }

    @Override
    public void close() {
        processes.reversed().forEach(Process::destroy);
        for (Process process : processes) {
            try {
                if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
        for (Path file : files) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // It is in the system's folder for what may be deleted.
            }
        }
    }
}
