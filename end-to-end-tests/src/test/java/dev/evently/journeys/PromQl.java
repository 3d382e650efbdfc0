package dev.evently.journeys;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an expression of Prometheus' query language asks for. It reads expressions that Prometheus takes, and does not find
 * out whether one is.
 *
 * @param metrics the names of the metrics, each with the labels that it is selected by
 * @param groupedBy the labels that something is grouped by or matched on
 */
record PromQl(Map<String, Set<String>> metrics, Set<String> groupedBy) {

    private static final String STRING = "\"(?:\\\\.|[^\"\\\\])*\"";
    private static final Pattern SKIPPED =
            Pattern.compile("\\s+|" + STRING + "|\\[[^]]*]|[0-9][0-9a-zA-Z.]*|[^a-zA-Z_:\\s]");
    private static final Pattern GROUPING =
            Pattern.compile("(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
    private static final Pattern WORD = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final Pattern SELECTOR = Pattern.compile("\\s*\\{((?:" + STRING + "|[^}\"])*)}");
    private static final Pattern MATCHER = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)\\s*(?:=~|!~|!=|=)\\s*" + STRING);
    private static final Pattern CALL = Pattern.compile("\\s*\\(");
    private static final Set<String> NO_METRICS = Set.of(
            "and", "or", "unless", "bool", "offset", "sum", "min", "max", "avg", "count", "topk", "bottomk", "NaN",
            "Inf");

    static PromQl of(String expression) {
        Map<String, Set<String>> metrics = new TreeMap<>();
        Set<String> groupedBy = new TreeSet<>();
        Matcher grouping = GROUPING.matcher(expression);
        Matcher skipped = SKIPPED.matcher(expression);
        Matcher word = WORD.matcher(expression);
        int at = 0;
        while (at < expression.length()) {
            if (startsAt(skipped, at)) {
                at = skipped.end();
            } else if (startsAt(grouping, at)) {
                groupedBy.addAll(labels(grouping.group(1)));
                at = grouping.end();
            } else if (startsAt(word, at)) {
                at = word.end();
                if (NO_METRICS.contains(word.group()) || startsAt(CALL.matcher(expression), at)) {
                    continue;
                }
                Set<String> selectedBy = metrics.computeIfAbsent(word.group(), _ -> new TreeSet<>());
                Matcher selector = SELECTOR.matcher(expression);
                if (startsAt(selector, at)) {
                    MATCHER.matcher(selector.group(1)).results().forEach(match -> selectedBy.add(match.group(1)));
                    at = selector.end();
                }
            }
        }
        return new PromQl(metrics, groupedBy);
    }

    private static boolean startsAt(Matcher matcher, int position) {
        return matcher.region(position, matcher.regionEnd()).lookingAt();
    }

    private static Set<String> labels(String list) {
        Set<String> labels = new HashSet<>();
        WORD.matcher(list).results().forEach(label -> labels.add(label.group()));
        return labels;
    }
}
