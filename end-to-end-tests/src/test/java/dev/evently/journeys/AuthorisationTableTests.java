package dev.evently.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.journeys.AuthorisationTable.Line;
import dev.evently.journeys.AuthorisationTable.Role;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class AuthorisationTableTests {

    private static final String TABLE = """
            operation | nobody | user | request                | body
            readThing | 401    | 200  | GET /things/$thing?a=b |
            addThing  | 401    | 403  | POST /things           | {"a": "b|c"}
            """;

    private static final ApiDocument DOCUMENT =
            new ApiDocument(JsonMapper.shared().readTree("""
            {"paths": {"/things/{id}": {"get": {"operationId": "readThing"}},
                       "/things": {"post": {"operationId": "addThing"}}}}
            """));

    @Test
    void readsLines() {
        List<Line> lines = AuthorisationTable.parse(TABLE);

        assertThat(lines).hasSize(2);
        assertThat(lines.getLast().body()).isEqualTo("{\"a\": \"b|c\"}");
        assertThat(lines.getLast().expected()).containsEntry(Role.USER, 403).containsEntry(Role.NOBODY, 401);
    }

    @Test
    void findsNoGapWhereThereIsNone() {
        assertThat(AuthorisationTable.gaps(AuthorisationTable.parse(TABLE), DOCUMENT.operations()))
                .isEmpty();
    }

    @Test
    void saysWhatToWriteForAnOperationThatIsMissing() {
        String shorter = TABLE.replaceAll("addThing.*\n", "");

        assertThat(AuthorisationTable.gaps(AuthorisationTable.parse(shorter), DOCUMENT.operations()))
                .singleElement()
                .asString()
                .contains("POST /things is missing", AuthorisationTable.FILE, "addThing |");
    }

    @Test
    void findsALineThatIsNoOperation() {
        assertThat(AuthorisationTable.gaps(
                        AuthorisationTable.parse(TABLE.replace("addThing ", "removeThing ")), DOCUMENT.operations()))
                .hasSize(2);
    }

    @Test
    void findsALineThatAsksForAnotherOperation() {
        assertThat(AuthorisationTable.gaps(
                        AuthorisationTable.parse(TABLE.replace("POST /things", "PUT /things")), DOCUMENT.operations()))
                .singleElement()
                .asString()
                .contains("addThing");
    }
}
