package dev.evently.local.suite;

import dev.evently.local.process.RunFolder;
import dev.evently.local.process.RunningProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Stops processes in the order in which they need each other. */
final class Shutdown {
    private static final Duration GRACE = Duration.ofSeconds(25);
    private static final Set<String> NEEDED_BY_SERVICES =
            Set.of("redis", "kafka", Ports.MAIL_SINK, Service.DISCOVERY.module());

    private final RunFolder run;
    private final Progress progress;

    Shutdown(RunFolder run, Progress progress) {
        this.run = run;
        this.progress = progress;
    }

    /** Stops every process of the suite but the launcher. */
    void stopAll() throws IOException, StartFailure, InterruptedException {
        stop(run.recorded());
    }

    /** Stops the processes of these names, as far as they run. */
    void stop(List<String> names) throws IOException, StartFailure, InterruptedException {
        Predicate<String> server = NEEDED_BY_SERVICES::contains;
        Predicate<String> database = Databases::isServer;
        List<String> processes =
                names.stream().filter(name -> !name.equals(Suite.LAUNCHER)).toList();
        stopTogether(processes.stream().filter(server.or(database).negate()).toList());
        stopTogether(processes.stream().filter(server).toList());
        stopTogether(processes.stream().filter(database).toList());
    }

    private void stopTogether(List<String> names) throws IOException, StartFailure, InterruptedException {
        List<Parallel.Task> stops = new ArrayList<>();
        for (String name : names) {
            stops.add(() -> stopOne(name, GRACE, true));
        }
        Parallel.run(stops);
    }

    /** Stops processes that do not need each other, without a word; one that needs longer is ended by force. */
    void stopQuietly(List<String> names, Duration grace) throws StartFailure, InterruptedException {
        List<Parallel.Task> stops = new ArrayList<>();
        for (String name : names) {
            stops.add(() -> stopOne(name, grace, false));
        }
        Parallel.run(stops);
    }

    private void stopOne(String name, Duration grace, boolean tell)
            throws IOException, StartFailure, InterruptedException {
        long start = System.nanoTime();
        RunningProcess process = run.find(name).orElse(null);
        if (process != null) {
            process.stop(grace);
            if (process.isAlive()) {
                throw new StartFailure("%s (process %d) cannot be stopped".formatted(name, process.pid()));
            }
            if (tell) {
                progress.done("stopped " + name, start);
            }
        }
        run.forget(name);
    }
}
