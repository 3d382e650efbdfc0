package dev.evently.gateway.docs;

import dev.evently.gateway.routing.RouteTable;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.server.PathContainer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One OpenAPI document made of several. Of a service it takes the paths that the gateway routes there, and no other. A part
 * that two services call alike is shared where both mean the same; where they do not, the later one carries its service's
 * name.
 */
final class MergedDocument {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern REFERENCE = Pattern.compile("\"#/components/([A-Za-z]+)/([^\"]+)\"");

    private final ObjectNode document = JSON.createObjectNode();
    private final Map<String, JsonNode> paths = new TreeMap<>();
    private final Map<String, Map<String, JsonNode>> components = new TreeMap<>();

    private MergedDocument() {}

    /**
     * Merges.
     *
     * @param own what the gateway answers itself, and what the document says of the API as a whole
     * @param services the documents by service; of those that are missing nothing is told
     */
    static ObjectNode of(JsonNode own, Map<String, JsonNode> services) {
        MergedDocument merged = new MergedDocument();
        new TreeMap<>(services).forEach((service, document) -> merged.add(service, document, false));
        merged.add("gateway", own, true);
        return merged.finish(own);
    }

    private void add(String service, JsonNode given, boolean isOwn) {
        JsonNode added = withOwnNames(service, given);
        added.path("components")
                .forEachEntry((kind, parts) ->
                        components.computeIfAbsent(kind, _ -> new TreeMap<>()).putAll(entries(parts)));
        entries(added.path("paths")).forEach((path, item) -> {
            if (isOwn || routed(path).filter(service::equals).isPresent()) {
                paths.put(path, item);
            }
        });
    }

    /** The document with those parts renamed whose names are taken by others that differ. */
    private JsonNode withOwnNames(String service, JsonNode given) {
        Map<String, String> renamed = new TreeMap<>();
        given.path("components")
                .forEachEntry((kind, parts) -> entries(parts).forEach((name, part) -> {
                    JsonNode taken = components.getOrDefault(kind, Map.of()).get(name);
                    if (taken != null && !taken.equals(part)) {
                        renamed.put(kind + "/" + name, prefix(service) + name);
                    }
                }));
        if (renamed.isEmpty()) {
            return given;
        }
        Matcher references = REFERENCE.matcher(given.toString());
        ObjectNode copy = (ObjectNode) JSON.readTree(references.replaceAll(reference -> {
            String kind = reference.group(1);
            String name = renamed.getOrDefault(kind + "/" + reference.group(2), reference.group(2));
            return Matcher.quoteReplacement("\"#/components/" + kind + "/" + name + "\"");
        }));
        renamed.forEach((place, name) -> {
            ObjectNode parts = (ObjectNode) copy.path("components").path(place.substring(0, place.indexOf('/')));
            parts.set(name, parts.remove(place.substring(place.indexOf('/') + 1)));
        });
        return copy;
    }

    private static String prefix(String service) {
        String word = service.replaceFirst("-.*", "");
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private ObjectNode finish(JsonNode own) {
        document.put("openapi", "3.1.0");
        document.set("info", own.path("info"));
        document.putArray("servers").addObject().put("url", "/");
        TreeSet<String> tags = new TreeSet<>();
        paths.values()
                .forEach(item ->
                        item.forEach(operation -> operation.path("tags").forEach(tag -> tags.add(tag.asString()))));
        var listed = document.putArray("tags");
        tags.forEach(tag -> listed.addObject().put("name", tag));
        ObjectNode allPaths = document.putObject("paths");
        paths.forEach(allPaths::set);
        ObjectNode allComponents = document.putObject("components");
        components.forEach((kind, parts) -> {
            ObjectNode all = allComponents.putObject(kind);
            parts.forEach(all::set);
        });
        return document;
    }

    private static Map<String, JsonNode> entries(JsonNode object) {
        Map<String, JsonNode> entries = new TreeMap<>();
        object.forEachEntry(entries::put);
        return entries;
    }

    /** The service that a path of a document is routed to. */
    static Optional<String> routed(String path) {
        PathContainer sample = PathContainer.parsePath(path.replaceAll("\\{[^/]+}", "x"));
        return RouteTable.entryOf(sample).map(RouteTable.Entry::service);
    }
}
