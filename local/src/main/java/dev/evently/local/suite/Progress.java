package dev.evently.local.suite;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Lines on the terminal about what is being done, from several threads. */
public final class Progress {
    private final PrintStream out;

    public Progress(PrintStream out) {
        this.out = out;
    }

    public void say(String line) {
        synchronized (out) {
            out.println(line);
            out.flush();
        }
    }

    /** Says that something was done, and how long it took since {@code startNanos}. */
    void done(String what, long startNanos) {
        say("  %-22s %6.1f s".formatted(what, seconds(startNanos)));
    }

    static double seconds(long startNanos) {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    static String text(Duration duration) {
        long seconds = duration.toSeconds();
        return seconds < 60
                ? seconds + " s"
                : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
}
