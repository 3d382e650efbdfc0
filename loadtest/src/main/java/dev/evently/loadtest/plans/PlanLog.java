package dev.evently.loadtest.plans;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The plans that a database's auto_explain has written into its server's log: of every statement that the service really
 * sent, as it was really executed.
 */
final class PlanLog {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern ENTRY = Pattern.compile("duration: ([0-9.]+) ms {2}plan:$");

    private PlanLog() {}

    /** From now on every new connection to this database explains what it executes. */
    static void turnOn(Connection connection, String database) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String setting : List.of(
                    "session_preload_libraries = 'auto_explain'",
                    "auto_explain.log_min_duration = 0",
                    "auto_explain.log_analyze = on",
                    "auto_explain.log_buffers = on",
                    "auto_explain.log_timing = off",
                    "auto_explain.log_format = 'json'")) {
                statement.execute("ALTER DATABASE " + database + " SET " + setting);
            }
        }
    }

    /** Reads the log from this position on; costs by statement, in order of first appearance. */
    static Map<String, Cost> read(Path log, long from) throws IOException {
        Map<String, Cost> costs = new LinkedHashMap<>();
        double duration = -1;
        StringBuilder plan = new StringBuilder();
        try (InputStream bytes = Files.newInputStream(log)) {
            bytes.skipNBytes(from);
            BufferedReader lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (duration >= 0 && line.startsWith("\t")) {
                    plan.append(line).append('\n');
                    continue;
                }
                add(costs, duration, plan);
                Matcher entry = ENTRY.matcher(line);
                duration = entry.find() ? Double.parseDouble(entry.group(1)) : -1;
                plan.setLength(0);
            }
        }
        add(costs, duration, plan);
        return costs;
    }

    private static void add(Map<String, Cost> costs, double duration, StringBuilder plan) {
        if (duration < 0) {
            return;
        }
        try {
            JsonNode explained = JSON.readTree(plan.toString());
            JsonNode root = explained.path("Plan");
            List<String> nodes = new ArrayList<>();
            List<String> scanned = new ArrayList<>();
            walk(root, nodes, scanned);
            long pages = root.path("Shared Hit Blocks").asLong()
                    + root.path("Shared Read Blocks").asLong();
            costs.computeIfAbsent(normal(explained.path("Query Text").asString("")), sql -> new Cost())
                    .add(duration, pages, String.join(", ", nodes), scanned, plan.toString());
        } catch (JacksonException e) {
            // An entry that was cut off because the server was stopped while writing it.
        }
    }

    private static void walk(JsonNode node, List<String> nodes, List<String> scanned) {
        String type = node.path("Node Type").asString("");
        String index = node.path("Index Name").asString("");
        String table = node.path("Relation Name").asString("");
        boolean executed = node.path("Actual Loops").asLong() > 0;
        if (executed && type.endsWith("Scan") && (!index.isEmpty() || !table.isEmpty())) {
            String told = type.replace("Index Only Scan", "Index only").replace("Index Scan", "Index") + " "
                    + (index.isEmpty() ? table : index);
            if (!nodes.contains(told)) {
                nodes.add(told);
            }
            if (type.equals("Seq Scan")) {
                scanned.add(table);
            }
        } else if (executed && type.equals("ModifyTable")) {
            nodes.add(node.path("Operation").asString("") + " " + table);
        }
        node.path("Plans").forEach(child -> walk(child, nodes, scanned));
    }

    /** The same for any number of parameters. */
    static String normal(String sql) {
        String line = sql.replaceAll("\\s+", " ").strip().replaceAll("\\$\\d+", "?");
        line = line.replaceAll("'[^']*'::", "?::")
                .replaceAll("\\?(, \\?)+", "?, …")
                .replaceAll("IN \\(\\?\\)", "IN (?, …)");
        return line.replaceAll("\\((\\?[^()]*)\\)(, ?\\(\\?[^()]*\\))+", "($1), …");
    }
}
