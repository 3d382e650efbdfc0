package dev.evently.loadtest.chaos.crowd;

import java.util.Map;
import java.util.TreeMap;

/** How often each kind of answer was given, for the report. */
public final class Answers {
    private final Map<String, Integer> counts = new TreeMap<>();

    synchronized void count(String kind) {
        counts.merge(kind, 1, Integer::sum);
    }

    public synchronized Map<String, Integer> counts() {
        return new TreeMap<>(counts);
    }
}
