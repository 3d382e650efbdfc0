package dev.evently.loadtest.load;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** What was measured: how many journeys ended how, and how long those took that were done. Not thread-safe. */
public final class Measurement {
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(5);
    private static final int SIGNIFICANT_DIGITS = 3;

    private Duration duration;
    private final Histogram refusedMicros = new Histogram(LONGEST_MICROS, SIGNIFICANT_DIGITS);
    private final Histogram micros = new Histogram(LONGEST_MICROS, SIGNIFICANT_DIGITS);
    private final Map<String, Long> unusual = new TreeMap<>();
    private final Map<String, Long> refused = new TreeMap<>();
    private final Map<String, Long> failed = new TreeMap<>();
    private long done;

    public Measurement(Duration duration) {
        this.duration = duration;
    }

    /** Takes down the end of a journey; its time counts if it was done. */
    public void record(Outcome outcome, long nanos) {
        switch (outcome.verdict()) {
            case DONE -> {
                done++;
                if (!outcome.reason().isEmpty()) {
                    unusual.merge(outcome.reason(), 1L, Long::sum);
                }
                micros.recordValue(within(nanos));
            }
            case REFUSED -> {
                refused.merge(outcome.reason(), 1L, Long::sum);
                refusedMicros.recordValue(within(nanos));
            }
            case FAILED -> failed.merge(outcome.reason(), 1L, Long::sum);
        }
    }

    /** Takes down what was measured at another time. */
    public void add(Measurement other) {
        duration = duration.plus(other.duration);
        done += other.done;
        micros.add(other.micros);
        refusedMicros.add(other.refusedMicros);
        other.unusual.forEach((reason, count) -> unusual.merge(reason, count, Long::sum));
        other.refused.forEach((reason, count) -> refused.merge(reason, count, Long::sum));
        other.failed.forEach((reason, count) -> failed.merge(reason, count, Long::sum));
    }

    private static long within(long nanos) {
        return Math.clamp(TimeUnit.NANOSECONDS.toMicros(nanos), 0, LONGEST_MICROS);
    }

    public Duration duration() {
        return duration;
    }

    public long done() {
        return done;
    }

    public double perSecond() {
        return done * 1e9 / duration.toNanos();
    }

    /** The time within which so many per cent of the journeys were done, in milliseconds; 0 if none was. */
    public double percentileMillis(double percent) {
        return micros.getValueAtPercentile(percent) / 1e3;
    }

    /** The time within which so many per cent of the right refusals were answered, in milliseconds; 0 if none was. */
    public double refusedPercentileMillis(double percent) {
        return refusedMicros.getValueAtPercentile(percent) / 1e3;
    }

    public double maxMillis() {
        return micros.getMaxValue() / 1e3;
    }

    /** How many of those that were done came to it in which unusual way. */
    public Map<String, Long> unusual() {
        return Collections.unmodifiableMap(unusual);
    }

    /** How often each right refusal was answered. */
    public Map<String, Long> refused() {
        return Collections.unmodifiableMap(refused);
    }

    /** How often each failure happened. */
    public Map<String, Long> failed() {
        return Collections.unmodifiableMap(failed);
    }
}
