package dev.evently.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * What came back for one request.
 *
 * @param request method and path
 */
record Reply(String request, int status, String contentType, String body) {

    private static final JsonMapper JSON = JsonMapper.shared();

    JsonNode json() {
        try {
            return body.isEmpty() ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    String text(String field) {
        return json().path(field).asString("");
    }

    /** The last part of the problem's type; empty if the body is none. */
    String problem() {
        return text("type").replaceFirst("^/problems/", "");
    }

    /** The fields that a problem blames. */
    List<String> blamed() {
        return json().path("errors")
                .valueStream()
                .map(error -> error.path("field").asString(""))
                .toList();
    }

    Reply expect(int wanted) {
        assertThat(status).as("%s", this).isEqualTo(wanted);
        return this;
    }

    /** Expects a problem of this kind, complete as every problem is. */
    Reply expectProblem(int wanted, String slug) {
        expect(wanted);
        assertThat(contentType).as("%s", this).isEqualTo("application/problem+json");
        assertThat(problem()).as("%s", this).isEqualTo(slug);
        assertThat(text("title")).as("%s", this).isNotEmpty();
        assertThat(text("traceId")).as("%s", this).matches("[0-9a-f]{32}");
        return this;
    }

    @Override
    public String toString() {
        return request + " answered " + status + " " + body;
    }
}
