package dev.evently.contracts;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** `docs/events.md`: the contracts as other teams read them. */
final class EventsPage {

    private static final String FIELDS = "| field | type | there | meaning |\n|---|---|---|---|\n";
    private static final String NAMESPACE = "dev.evently.";

    private final JsonNode index = ContractFiles.asyncApi();
    private final List<Topic> topics =
            Topic.all().stream().filter(topic -> !topic.internal()).toList();
    private final Map<List<String>, String> described = new HashMap<>();

    private EventsPage() {}

    static String text() {
        return new EventsPage().page();
    }

    private String page() {
        List<String> parts = new ArrayList<>();
        parts.add("# " + index.at("/info/title").asString());
        parts.add(
                "<!-- Made from `contracts` by EventsPageTests, which also says how to renew it. Change the contracts. -->");
        parts.add(index.at("/info/description").asString().strip());
        parts.add("## How to get in");
        index.path("servers").forEach(server -> parts.add(server(server)));
        parts.add("## Headers of every record");
        parts.add(headers());
        parts.add("## Topics");
        parts.add(topics());
        topics.forEach(topic -> addTopic(parts, topic));
        return String.join("\n\n", parts) + "\n";
    }

    private static String server(JsonNode server) {
        return "### %s%n%n`%s`%n%n%s"
                .formatted(
                        server.path("title").asString(),
                        server.path("host").asString(),
                        server.path("description").asString().strip());
    }

    private String headers() {
        return FIELDS.replace("field", "header")
                + String.join("\n", FieldTable.of(index.at("/components/messageTraits/CloudEvent/headers")));
    }

    private String topics() {
        String rows = topics.stream()
                .map(topic -> "| [`%s`](#%s) | %s | %s | %s | %s | %s |"
                        .formatted(
                                topic.name(),
                                topic.name().replace(".", ""),
                                topic.description(),
                                topic.sender(),
                                topic.partitions(),
                                kept(topic),
                                topic.types().stream().map(EventsPage::link).collect(Collectors.joining(", "))))
                .collect(Collectors.joining("\n"));
        String internal = Topic.all().stream()
                .filter(Topic::internal)
                .map(topic -> "`" + topic.name() + "`")
                .collect(Collectors.joining(", "));
        return """
                | topic | what it tells | written by | partitions | kept | types |
                |---|---|---|---|---|---|
                %s

                Internal, readable for the suite alone: %s.""".formatted(rows, internal);
    }

    private static String kept(Topic topic) {
        return topic.retentionMillis() < 0
                ? "for good"
                : Duration.ofMillis(topic.retentionMillis()).toDays() + " days";
    }

    private void addTopic(List<String> parts, Topic topic) {
        parts.add("## " + topic.name());
        parts.add(topic.description());
        topic.types().forEach(type -> {
            parts.add("### " + heading(type));
            parts.add(type.value().path("description").asString());
            parts.add(about(topic, type));
            parts.add(fields(type));
            parts.add("""
                    <details><summary>Example</summary>

                    ```json
                    %s
                    ```

                    </details>""".formatted(ContractFiles.exampleText(type.name())));
        });
    }

    private static String about(Topic topic, Topic.Type type) {
        return """
                | | |
                |---|---|
                | `ce_type` | `%s` |
                | `ce_source` | `%s` |
                | `ce_subject` | %s |
                | key | %s |
                | topic | `%s` |""".formatted(
                        type.name(),
                        type.headers().at("/properties/ce_source/const").asString(),
                        same(type.headers().at("/properties/ce_subject")),
                        same(type.key()),
                        topic.name());
    }

    private static String same(JsonNode schema) {
        return "%s Field `%s`."
                .formatted(
                        schema.path("description").asString(),
                        schema.path("x-field").asString());
    }

    /** A table, or where the same table stands already. */
    private String fields(Topic.Type type) {
        List<String> rows = FieldTable.of(type.value());
        String before = described.putIfAbsent(rows, link(type));
        return before == null ? FIELDS + String.join("\n", rows) : "The fields are those of " + before + ".";
    }

    private static String heading(Topic.Type type) {
        String[] parts = type.name().substring(NAMESPACE.length()).split("\\.", -1);
        return parts[1] + " " + parts[2];
    }

    private static String link(Topic.Type type) {
        String heading = heading(type);
        return "[%s](#%s)".formatted(heading, heading.toLowerCase(Locale.ROOT).replace(' ', '-'));
    }
}
