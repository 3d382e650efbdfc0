package dev.evently.local.process;

import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process that was started into a {@link RunFolder}, by this launcher or by an earlier one. */
public final class RunningProcess {
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);
    private static final Duration FORCED_LIMIT = Duration.ofSeconds(5);

    private final String name;
    private final int port;
    private final ProcessIdentity identity;
    private final List<String> stopCommand;

    RunningProcess(String name, int port, ProcessIdentity identity, List<String> stopCommand) {
        this.name = name;
        this.port = port;
        this.identity = identity;
        this.stopCommand = List.copyOf(stopCommand);
    }

    public String name() {
        return name;
    }

    public int port() {
        return port;
    }

    public long pid() {
        return identity.pid();
    }

    public boolean isAlive() {
        return identity.isAlive();
    }

    /** Resident memory of the process and its children in bytes, what they share counted once; 0 once it has ended. */
    public long residentBytes() {
        Optional<ProcessHandle> process = handle();
        return process.map(handle -> Stream.concat(Stream.of(handle), handle.descendants())
                        .mapToLong(each -> ResidentMemory.ofProcess(each.pid()))
                        .sum())
                .orElse(0L);
    }

    /** As {@link #residentBytes}, without children. */
    public long ownResidentBytes() {
        return isAlive() ? ResidentMemory.ofProcess(identity.pid()) : 0;
    }

    /** When the process started, as far as the system tells. */
    public Optional<Instant> startedAt() {
        return handle().flatMap(process -> process.info().startInstant());
    }

    /** Asks the process to end, and ends it by force when it has not within {@code grace}. */
    public void stop(Duration grace) throws InterruptedException {
        List<ProcessHandle> children =
                handle().map(process -> process.descendants().toList()).orElseGet(List::of);
        long deadline = System.nanoTime() + grace.toNanos();
        if (!askedToStop(grace)) {
            handle().ifPresent(ProcessHandle::destroy);
        }
        awaitEnd(deadline);
        handle().ifPresent(ProcessHandle::destroyForcibly);
        children.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(System.nanoTime() + FORCED_LIMIT.toNanos());
    }

    /** Ends the process and its children at once, as {@code kill -9} does. Its record stays. */
    public void kill() throws InterruptedException {
        List<ProcessHandle> all = new ArrayList<>();
        handle().ifPresent(process -> {
            all.add(process);
            process.descendants().forEach(all::add);
        });
        all.forEach(ProcessHandle::destroyForcibly);
        long deadline = System.nanoTime() + FORCED_LIMIT.toNanos();
        awaitEnd(deadline);
        awaitForgotten(deadline);
    }

    /** Until its parent has asked about it, PostgreSQL takes a dead process for a running one, and does not start. */
    private void awaitForgotten(long deadline) throws InterruptedException {
        while (ProcessHandle.of(identity.pid()).isPresent() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(POLL_INTERVAL.toMillis());
        }
    }

    private boolean askedToStop(Duration grace) throws InterruptedException {
        if (stopCommand.isEmpty() || !isAlive()) {
            return false;
        }
        try {
            Process stopping = new ProcessBuilder(stopCommand)
                    .redirectErrorStream(true)
                    .redirectOutput(new File("/dev/null"))
                    .start();
            return stopping.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS) && stopping.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private void awaitEnd(long deadline) throws InterruptedException {
        while (isAlive() && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(POLL_INTERVAL.toMillis());
        }
    }

    private Optional<ProcessHandle> handle() {
        return isAlive() ? ProcessHandle.of(identity.pid()) : Optional.empty();
    }
}
