package dev.evently.loadtest.suite;

import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;

/** Says what happens in a run, each line with the minutes and seconds since its beginning. */
public final class Commentary {

    private final PrintWriter out;
    private final long begin = System.nanoTime();

    public Commentary(PrintWriter out) {
        this.out = out;
    }

    public String time() {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
        return "%d:%02d".formatted(seconds / 60, seconds % 60);
    }

    public void tell(String line) {
        out.printf("%6s  %s%n", time(), line);
        out.flush();
    }
}
