package dev.evently.loadtest.chaos.audit;

import java.util.List;
import java.util.Map;

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

    /**
     * Whether all ends once nobody comes any more.
     *
     * @param left what is still under way, and how many of each
     */
    public static Finding ofRest(Map<String, Long> left) {
        return new Finding(
                "It comes to rest",
                "no hold, open payment, refund, event, webhook or mail left",
                left.entrySet().stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey())
                        .toList());
    }

    /** As a line of a report. */
    public String line() {
        return "%-7s %-54s %s".formatted(kept() ? "kept" : "BROKEN", promise, figures);
    }

    public boolean kept() {
        return broken.isEmpty();
    }
}
