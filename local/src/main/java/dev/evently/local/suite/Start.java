package dev.evently.local.suite;

import dev.evently.local.process.Program;
import dev.evently.local.process.RunFolder;
import dev.evently.local.process.RunningProcess;
import dev.evently.local.process.Scheduling;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One attempt to start a suite: what it has started so far, so that all of it can be stopped again. */
final class Start {
    private static final Duration STOP_GRACE = Duration.ofSeconds(25);

    private final RunFolder run;
    private final Progress progress;
    private final Scheduling scheduling;
    private final Watch watch;
    private final List<String> started = new ArrayList<>();
    private boolean cancelled;

    Start(RunFolder run, Progress progress, Scheduling scheduling) {
        this.run = run;
        this.progress = progress;
        this.scheduling = scheduling;
        this.watch = new Watch(run);
    }

    /** Starts the program unless it runs, and waits until it answers. */
    void startAndAwait(Program program, Watch.Condition answers, Duration limit)
            throws IOException, StartFailure, InterruptedException {
        long begin = System.nanoTime();
        boolean runs = run.find(program.name()).isPresent();
        RunningProcess process = start(program);
        watch.until(
                answers,
                List.of(process),
                limit,
                "%s does not answer on port %d".formatted(program.name(), program.port()));
        if (!runs) {
            progress.done(program.name(), begin);
        }
    }

    /** Starts the program unless it runs. Of two threads, one at a time: nothing is started once this is cancelled. */
    synchronized RunningProcess start(Program program) throws IOException, StartFailure {
        if (cancelled) {
            throw new StartFailure("Stopped while starting.");
        }
        Optional<RunningProcess> running = run.find(program.name());
        if (running.isPresent()) {
            return running.get();
        }
        started.add(program.name());
        return run.start(program, scheduling);
    }

    /** Stops a process, if it runs, to start it again in another way. */
    void stop(String name) throws StartFailure, InterruptedException {
        new Shutdown(run, progress).stopQuietly(List.of(name), STOP_GRACE);
    }

    /** From now on nothing is started any more; returns what has been started until now. */
    synchronized List<String> cancel() {
        cancelled = true;
        return List.copyOf(started);
    }

    synchronized boolean isCancelled() {
        return cancelled;
    }

    Watch watch() {
        return watch;
    }
}
