package dev.evently.local;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A line of a log as a person reads it. Services write JSON (Elastic Common Schema); what is none stays as it is. */
final class LogLine {

    private static final JsonMapper JSON = new JsonMapper();

    private LogLine() {}

    static String readable(String line) {
        if (!line.startsWith("{\"@timestamp\"")) {
            return line;
        }
        try {
            return readable(JSON.readTree(line));
        } catch (JacksonException e) {
            return line;
        }
    }

    private static String readable(JsonNode line) {
        StringBuilder text = new StringBuilder("%s %-5s %s: %s"
                .formatted(
                        line.path("@timestamp").asString(""),
                        line.at("/log/level").asString(""),
                        shortName(line.at("/log/logger").asString("")),
                        line.path("message").asString("")));
        String trace = line.at("/trace/id").asString("");
        if (!trace.isEmpty()) {
            text.append(" [").append(trace).append(']');
        }
        String stack = line.at("/error/stack_trace").asString("");
        if (!stack.isEmpty()) {
            text.append(System.lineSeparator()).append(stack.stripTrailing());
        }
        return text.toString();
    }

    private static String shortName(String logger) {
        return logger.substring(logger.lastIndexOf('.') + 1);
    }
}
