package dev.evently.loadtest.chaos.audit;

import java.util.List;

/**
 * What the books say of one promise.
 *
 * @param promise the promise
 * @param figures what was compared, with numbers
 * @param broken where it was broken, each with the ids to look for; none if it was kept
 */
public record Finding(String promise, String figures, List<String> broken) {
    public Finding {
        broken = List.copyOf(broken);
    }

    /** As a line of a report. */
    public String line() {
        return "%-7s %-54s %s".formatted(kept() ? "kept" : "BROKEN", promise, figures);
    }

    public boolean kept() {
        return broken.isEmpty();
    }
}
