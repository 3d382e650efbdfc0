package dev.evently.loadtest.sale;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** A few requests at a time. */
final class Parallel {
    private Parallel() {}

    /** A request, or several that belong together. */
    @FunctionalInterface
    interface Task<I, O> {
        O apply(I input) throws IOException, InterruptedException;
    }

    /** Does it for every input, {@code atOnce} at a time, and returns the results in order. */
    static <I, O> List<O> map(int atOnce, List<I> inputs, Task<I, O> task) throws IOException, InterruptedException {
        List<O> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
            List<Future<O>> pending = inputs.stream()
                    .map(input -> threads.submit(() -> task.apply(input)))
                    .toList();
            try {
                for (Future<O> each : pending) {
                    results.add(each.get());
                }
            } catch (ExecutionException e) {
                threads.shutdownNow();
                throw failure(e, () -> new IOException(e.getCause()));
            }
        }
        return results;
    }

    private static IOException failure(ExecutionException e, Supplier<IOException> other) {
        return e.getCause() instanceof IOException known ? known : other.get();
    }
}
