package dev.evently.local.suite;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/** Tasks at the same time; the first failure interrupts the others. */
final class Parallel {
    private static final ThreadFactory THREADS =
            Thread.ofVirtual().name("start-", 0).factory();

    private Parallel() {}

    /** A step of a start or a stop. */
    @FunctionalInterface
    interface Task {
        void run() throws Exception;
    }

    static void run(List<Task> tasks) throws StartFailure, InterruptedException {
        run(tasks, Integer.MAX_VALUE);
    }

    /** Runs at most {@code limit} tasks at a time. */
    static void run(List<Task> tasks, int limit) throws StartFailure, InterruptedException {
        if (tasks.isEmpty()) {
            return;
        }
        List<Task> waiting = new ArrayList<>(tasks);
        try (ExecutorService executor = Executors.newFixedThreadPool(Math.min(limit, tasks.size()), THREADS)) {
            ExecutorCompletionService<Boolean> completions = new ExecutorCompletionService<>(executor);
            for (Task task : waiting) {
                completions.submit(() -> {
                    task.run();
                    return true;
                });
            }
            try {
                for (int i = 0; i < waiting.size(); i++) {
                    completions.take().get();
                }
            } catch (ExecutionException e) {
                executor.shutdownNow();
                throw failure(e.getCause() == null ? e : e.getCause());
            } catch (InterruptedException e) {
                executor.shutdownNow();
                throw e;
            }
        }
    }

    private static StartFailure failure(Throwable cause) {
        return cause instanceof StartFailure failure
                ? failure
                : new StartFailure(String.valueOf(cause.getMessage()), cause);
    }
}
