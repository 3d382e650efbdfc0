package dev.evently.local.demo;

import dev.evently.local.client.Answer;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Prints numbered steps, and ends the story at the first whose answer is not the expected one. */
final class Steps {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration INTERVAL = Duration.ofMillis(100);

    private final PrintStream out;
    private int number;

    Steps(PrintStream out) {
        this.out = out;
    }

    /** A request, or whatever else yields an answer. */
    @FunctionalInterface
    interface Request {
        Answer send() throws IOException, InterruptedException;
    }

    /** A step that did not hold. */
    static final class Failure extends Exception {
        private static final long serialVersionUID = 1L;

        Failure(String message) {
            super(message);
        }
    }

    int count() {
        return number;
    }

    /** A request that must answer with this status, and with a body that fits the description. */
    Answer step(String what, int status, String expected, Predicate<Answer> fits, Request request)
            throws Failure, InterruptedException {
        number++;
        Answer answer = send(what, request);
        print(what, Integer.toString(answer.status()), answer.millis());
        if (answer.status() != status || !fits.test(answer)) {
            throw failure(what, "status " + status + (expected.isEmpty() ? "" : ", " + expected), answer.toString());
        }
        return answer;
    }

    Answer step(String what, int status, Request request) throws Failure, InterruptedException {
        return step(what, status, "", answer -> true, request);
    }

    /** What comes about a moment later: the request is repeated until it answers 200 with what is expected. */
    Answer eventually(String what, String expected, Predicate<Answer> fits, Request request)
            throws Failure, InterruptedException {
        number++;
        long begin = System.nanoTime();
        Answer answer = send(what, request);
        while (answer.status() != 200 || !fits.test(answer)) {
            if (System.nanoTime() - begin > LIMIT.toNanos()) {
                print(what, Integer.toString(answer.status()), millisSince(begin));
                throw failure(what, "within %d s %s".formatted(LIMIT.toSeconds(), expected), answer.toString());
            }
            TimeUnit.MILLISECONDS.sleep(INTERVAL.toMillis());
            answer = send(what, request);
        }
        print(what, "200", millisSince(begin));
        return answer;
    }

    /** A step that is no HTTP request; {@code status} says what stands in the place of one. */
    void done(String what, String status, long beginNanos) {
        number++;
        print(what, status, millisSince(beginNanos));
    }

    Failure failure(String what, String expected, String came) {
        return new Failure(
                "Step %d failed: %s%n  expected: %s%n  came:     %s".formatted(number, what, expected, came));
    }

    void note(String line) {
        out.println("      " + line);
    }

    private Answer send(String what, Request request) throws Failure, InterruptedException {
        try {
            return request.send();
        } catch (IOException e) {
            throw failure(what, "an answer", String.valueOf(e.getMessage()));
        }
    }

    private void print(String what, String status, long millis) {
        out.printf(Locale.ROOT, "%4d  %-68s %4s %6d ms%n", number, what, status, millis);
        out.flush();
    }

    private static long millisSince(long beginNanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beginNanos);
    }
}
