package dev.evently.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DocumentChangesTests {

    private static final JsonNode BEFORE =
            json("{'paths':{'/a/{b}':{'get':{'tags':['x','y']},'put':{}}},'info':{'version':'v1'}}");

    @Test
    void findsNoneBetweenTheSameInAnotherOrder() {
        JsonNode turned = json("{'info':{'version':'v1'},'paths':{'/a/{b}':{'put':{},'get':{'tags':['x','y']}}}}");

        assertThat(DocumentChanges.between(BEFORE, turned)).isEmpty();
    }

    @Test
    void findsWhatWasAddedRemovedAndChanged() {
        JsonNode after = json("{'paths':{'/a/{b}':{'get':{'tags':['y','x']},'post':{}}},'info':{'version':'v1'}}");

        assertThat(DocumentChanges.between(BEFORE, after))
                .containsExactly(
                        "changed /paths/~1a~1{b}/get/tags: [\"x\",\"y\"] is now [\"y\",\"x\"]",
                        "added /paths/~1a~1{b}/post",
                        "removed /paths/~1a~1{b}/put");
    }

    @Test
    void areSeenLineByLine() {
        String text =
                DocumentText.of(json("{'a':'%s','b':[{'c':null},['%s',1]]}".formatted("x".repeat(60), "y".repeat(60))));

        assertThat(text.lines()).hasSize(4).allMatch(line -> line.length() <= 120);
        assertThat(text).startsWith("{\n  \"a\": \"xxx");
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text.replace('\'', '"'));
    }
}
