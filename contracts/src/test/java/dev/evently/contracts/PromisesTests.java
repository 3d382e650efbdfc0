package dev.evently.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PromisesTests {

    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void leavesOutWhatIsThereForPeopleAndResolvesReferences() {
        assertThat(bare("""
                {
                  "$schema": "s", "$id": "i", "title": "t", "description": "d",
                  "type": "object",
                  "properties": {
                    "title": { "description": "A field of that name.", "type": "string", "x-personal-data": true },
                    "seat": { "$ref": "#/$defs/seat", "description": "Another reason." }
                  },
                  "required": ["title", "seat"],
                  "$defs": { "seat": { "description": "A seat.", "type": ["string", "null"] } }
                }""")).isEqualTo("""
                {"type":"object","properties":{"title":{"type":"string"},"seat":{"type":["null","string"]}},\
                "required":["seat","title"]}""");
    }

    @Test
    void refusesWhatItCannotResolve() {
        assertThatIllegalArgumentException().isThrownBy(() -> bare("""
                { "$ref": "#/$defs/tree", "$defs": { "tree": { "items": { "$ref": "#/$defs/tree" } } } }"""));
        assertThatIllegalArgumentException().isThrownBy(() -> bare("""
                { "$ref": "https://example.org/schema.json" }"""));
    }

    private static String bare(String schema) {
        return Promises.ofSchema(JSON.readTree(schema)).toString();
    }
}
