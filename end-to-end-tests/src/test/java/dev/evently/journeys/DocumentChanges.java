package dev.evently.journeys;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** What one document says otherwise than another, each change with its place as a JSON pointer (RFC 6901). */
final class DocumentChanges {

    private final List<String> found = new ArrayList<>();

    private DocumentChanges() {}

    /** The changes from the first to the second; none when both say the same, in whatever order. */
    static List<String> between(JsonNode before, JsonNode after) {
        DocumentChanges changes = new DocumentChanges();
        changes.compare("", before, after);
        return List.copyOf(changes.found);
    }

    private void compare(String place, JsonNode before, JsonNode after) {
        if (before.isObject() && after.isObject()) {
            TreeSet<String> names = new TreeSet<>(before.propertyNames());
            names.addAll(after.propertyNames());
            for (String name : names) {
                String member = place + "/" + name.replace("~", "~0").replace("/", "~1");
                if (!before.has(name)) {
                    found.add("added " + member);
                } else if (!after.has(name)) {
                    found.add("removed " + member);
                } else {
                    compare(member, before.path(name), after.path(name));
                }
            }
        } else if (!before.equals(after)) {
            found.add("changed " + place + ": " + brief(before) + " is now " + brief(after));
        }
    }

    private static String brief(JsonNode node) {
        String text = node.toString();
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }
}
