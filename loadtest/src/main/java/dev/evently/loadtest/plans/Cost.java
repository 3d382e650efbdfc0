package dev.evently.loadtest.plans;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What one statement cost, over all its executions in one size of the shard. */
final class Cost {
    private static final double PERCENTILE = 0.95;

    private final List<Double> millis = new ArrayList<>();
    private final List<Double> pages = new ArrayList<>();
    private final Map<String, Integer> plans = new HashMap<>();
    private final TreeSet<String> sequential = new TreeSet<>();
    private String dearest = "";
    private double dearestPages = -1;

    /**
     * Adds an execution.
     *
     * @param plan the nodes of its plan in short
     * @param scanned tables that were read from beginning to end
     * @param full its plan as PostgreSQL shows it
     */
    void add(double duration, long touched, String plan, List<String> scanned, String full) {
        millis.add(duration);
        pages.add((double) touched);
        plans.merge(plan, 1, Integer::sum);
        sequential.addAll(scanned);
        if (touched > dearestPages) {
            dearestPages = touched;
            dearest = full;
        }
    }

    int executions() {
        return millis.size();
    }

    /** 95 of a hundred executions took at most so many milliseconds. */
    double p95Millis() {
        return percentile(millis);
    }

    /** 95 of a hundred executions touched at most so many pages of 8 KiB. */
    double p95Pages() {
        return percentile(pages);
    }

    /** The nodes of most executions' plan. */
    String plan() {
        return plans.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("");
    }

    List<String> readFromBeginningToEnd() {
        return List.copyOf(sequential);
    }

    /** The plan of the execution that touched most pages, in full. */
    String dearest() {
        return dearest;
    }

    private static double percentile(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(value -> value).sorted().toArray();
        return sorted.length == 0
                ? 0
                : Arrays.stream(sorted)
                        .skip((long) ((sorted.length - 1) * PERCENTILE))
                        .findFirst()
                        .orElse(0);
    }
}
