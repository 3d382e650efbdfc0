package dev.evently.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class EventsPageTests {

    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#]*)(#[^)]*)?\\)");
    private static final Set<String> OF_PERSONS = Set.of("email", "displayName", "userId", "buyerId");

    private final String page = EventsPage.text();

    @Test
    void saysWhatTheContractsSay() throws IOException {
        Path made = ContractFiles.inRepository("contracts/target/events.md");
        Files.writeString(made, page);

        assertThat(ContractFiles.text(ContractFiles.inRepository("docs/events.md")))
                .as("docs/events.md is made from the contracts. Renew it: cp contracts/target/events.md docs/events.md")
                .isEqualTo(page);
    }

    @Test
    void namesEveryFieldOfEveryTypeThatOthersRead() {
        for (Topic topic : Topic.all()) {
            for (Topic.Type type : topic.types()) {
                if (topic.internal()) {
                    assertThat(page).doesNotContain(type.name());
                } else {
                    assertThat(page).contains("`" + type.name() + "`");
                    assertThat(type.value().path("properties").propertyNames())
                            .allSatisfy(field -> assertThat(page).contains("| `" + field + "` |"));
                }
            }
        }
    }

    @Test
    void leadsSomewhereByEveryLink() {
        Set<String> anchors = HEADING.matcher(page)
                .results()
                .map(heading -> "#" + anchor(heading.group(1)))
                .collect(Collectors.toSet());

        for (MatchResult link : LINK.matcher(page).results().toList()) {
            if (link.group(1).isEmpty()) {
                assertThat(anchors).contains(link.group(2));
            } else {
                assertThat(ContractFiles.inRepository("docs").resolve(link.group(1)))
                        .exists();
            }
        }
    }

    @Test
    void marksWhatStandsForAPerson() {
        List<String> unmarked = new ArrayList<>();
        ContractFiles.typesWithSchema().forEach(type -> findUnmarked(type, ContractFiles.schema(type), unmarked));

        assertThat(unmarked).as("fields of persons without x-personal-data").isEmpty();
    }

    private static void findUnmarked(String place, JsonNode schema, List<String> unmarked) {
        schema.forEachEntry((name, member) -> {
            if (OF_PERSONS.contains(name)
                    && member.has("type")
                    && !member.path("x-personal-data").asBoolean(false)) {
                unmarked.add(place + "/" + name);
            }
            findUnmarked(place + "/" + name, member, unmarked);
        });
        schema.forEach(member -> {
            if (schema.isArray()) {
                findUnmarked(place, member, unmarked);
            }
        });
    }

    /** As GitHub makes it. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 _-]", "").replace(' ', '-');
    }
}
