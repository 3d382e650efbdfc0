package dev.evently.loadtest.plans;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The costs of each statement in two sizes of a shard, side by side. */
final class Comparison {
    /**
     * An index that holds a thousand times as much is one or two pages deeper. What touches more than three times as many
     * pages, and not just a few, grows with the shard.
     */
    private static final double MOST_GROWTH = 3;

    private static final double FEW_PAGES = 60;
    private static final int WIDTH = 90;

    private final Map<String, Cost> small;
    private final Map<String, Cost> big;
    private final Set<String> bigTables;

    /**
     * @param bigTables those that grow with the number of bookings
     */
    Comparison(Map<String, Cost> small, Map<String, Cost> big, Set<String> bigTables) {
        this.small = small;
        this.big = big;
        this.bigTables = bigTables;
    }

    /** What is wrong, a line for each; nothing if no cost grows. */
    List<String> flaws() {
        List<String> flaws = new ArrayList<>();
        big.forEach((sql, cost) -> {
            List<String> scanned = cost.readFromBeginningToEnd().stream()
                    .filter(bigTables::contains)
                    .toList();
            // PostgreSQL reads a table of a few pages so whatever indexes it has.
            if (!scanned.isEmpty() && cost.p95Pages() > FEW_PAGES) {
                flaws.add("reads " + scanned + " from beginning to end: " + shortened(sql));
            }
            Cost before = small.get(sql);
            if (before != null && grows(before, cost)) {
                flaws.add("touches %.0f pages instead of %.0f: %s"
                        .formatted(cost.p95Pages(), before.p95Pages(), shortened(sql)));
            }
        });
        return flaws;
    }

    private static boolean grows(Cost before, Cost now) {
        return now.p95Pages() > FEW_PAGES && now.p95Pages() > MOST_GROWTH * before.p95Pages();
    }

    void print(PrintWriter out, String smallSize, String bigSize, boolean verbose) {
        out.printf(
                "| statement | plan at %s | executions | p95 ms at %s, %s | p95 pages at %s, %s |%n",
                bigSize, smallSize, bigSize, smallSize, bigSize);
        out.println("|---|---|---|---|---|");
        big.forEach((sql, cost) -> {
            Cost before = small.getOrDefault(sql, new Cost());
            out.printf(
                    "| `%s` | %s | %,d, %,d | %.2f, %.2f | %.0f, %.0f |%n",
                    shortened(sql).replace("|", "\\|"),
                    cost.plan(),
                    before.executions(),
                    cost.executions(),
                    before.p95Millis(),
                    cost.p95Millis(),
                    before.p95Pages(),
                    cost.p95Pages());
            if (verbose) {
                out.println(sql);
                out.println(cost.dearest());
            }
        });
        small.keySet().stream()
                .filter(sql -> !big.containsKey(sql))
                .forEach(sql -> out.println("| `" + shortened(sql) + "` | only at " + smallSize + " | | | |"));
    }

    private static String shortened(String sql) {
        return sql.length() <= WIDTH ? sql : sql.substring(0, WIDTH) + "…";
    }
}
