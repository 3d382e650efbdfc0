package dev.evently.loadtest.load;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/**
 * The clients of one run. All of it happens on one event loop.
 *
 * <p>In a closed model a client begins its next journey when the last has ended, and times are service times: a suite that
 * stands still is asked less. In an open model journeys are due at fixed moments, wait for a client if none is free, and
 * their times count from when they were due, so that standing still shows in every journey that should have begun.
 */
final class Clients {
    private static final long TICK_MILLIS = 1;
    /** After a failure, so that a suite that refuses connections is not asked in a tight loop. */
    private static final long PAUSE_MILLIS = 50;

    private final Vertx vertx;
    private final Plan plan;
    private final Journey journey;
    private final Measurement warmUp;
    private final Measurement measured;
    private final long start;
    private final long measuredFrom;
    private final long end;
    private final Deque<Integer> idle = new ArrayDeque<>();
    private final Deque<Long> waiting = new ArrayDeque<>();
    private CompletableFuture<LoadGenerator.Result> result = new CompletableFuture<>();
    private long due;
    private int busy;

    Clients(Vertx vertx, Plan plan, Journey journey, long start) {
        this.vertx = vertx;
        this.plan = plan;
        this.journey = journey;
        this.warmUp = new Measurement(plan.warmUp());
        this.measured = new Measurement(plan.duration());
        this.start = start;
        this.measuredFrom = start + plan.warmUp().toNanos();
        this.end = measuredFrom + plan.duration().toNanos();
    }

    void start(CompletableFuture<LoadGenerator.Result> whenEnded) {
        result = whenEnded;
        for (int client = 0; client < plan.clients(); client++) {
            if (plan.open()) {
                idle.add(client);
            } else {
                begin(client, System.nanoTime());
            }
        }
        if (plan.open()) {
            vertx.setPeriodic(TICK_MILLIS, this::tick);
        }
    }

    private void tick(long timer) {
        long now = System.nanoTime();
        long until = Math.min(now, end) - start;
        long interval = Duration.ofSeconds(1).toNanos() / plan.rate();
        while (due * interval < until) {
            waiting.add(start + due++ * interval);
        }
        while (!waiting.isEmpty() && !idle.isEmpty()) {
            begin(idle.remove(), waiting.remove());
        }
        if (now - end >= 0) {
            vertx.cancelTimer(timer);
            endIfLast();
        }
    }

    private void begin(int client, long since) {
        busy++;
        journey.go(client).onComplete(ended -> {
            busy--;
            Outcome outcome = ended.succeeded()
                    ? ended.result()
                    : new Outcome(Outcome.Verdict.FAILED, String.valueOf(ended.cause()));
            long now = System.nanoTime();
            record(outcome, since, now);
            if (outcome.verdict() == Outcome.Verdict.FAILED) {
                busy++;
                vertx.setTimer(PAUSE_MILLIS, paused -> {
                    busy--;
                    next(client);
                });
            } else {
                next(client);
            }
        });
    }

    /** A journey belongs to the part in which it was due or, in a closed model, in which it ended. */
    private void record(Outcome outcome, long since, long now) {
        long moment = plan.open() ? since : now;
        if (moment - measuredFrom < 0) {
            warmUp.record(outcome, now - since);
        } else if (moment - end < 0 || outcome.verdict() == Outcome.Verdict.FAILED) {
            measured.record(outcome, now - since);
        }
    }

    private void next(int client) {
        long now = System.nanoTime();
        if (plan.open()) {
            Long since = waiting.poll();
            if (since != null) {
                begin(client, since);
                return;
            }
            idle.add(client);
        } else if (now - end < 0) {
            begin(client, now);
            return;
        }
        if (now - end >= 0) {
            endIfLast();
        }
    }

    private void endIfLast() {
        if (busy == 0 && waiting.isEmpty()) {
            result.complete(new LoadGenerator.Result(warmUp, measured));
        }
    }
}
