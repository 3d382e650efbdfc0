package dev.evently.booking;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Lets many threads do something at the same moment. A thread that fails makes the test fail. */
public final class Together {

    private Together() {}

    /** Runs all at once and gives their results in order. */
    public static <T> List<T> all(List<Callable<T>> tasks) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = new ArrayList<>();
            for (Callable<T> task : tasks) {
                running.add(threads.submit(() -> {
                    start.await();
                    return task.call();
                }));
            }
            start.countDown();
            List<T> results = new ArrayList<>();
            for (Future<T> future : running) {
                results.add(future.get(2, TimeUnit.MINUTES));
            }
            return results;
        }
    }

    /** Runs the same in many threads, told apart by their numbers from zero. */
    public static <T> List<T> times(int threads, IntFunction<T> task) throws Exception {
        List<Callable<T>> tasks = new ArrayList<>();
        for (int number = 0; number < threads; number++) {
            int own = number;
            tasks.add(() -> task.apply(own));
        }
        return all(tasks);
    }
}
