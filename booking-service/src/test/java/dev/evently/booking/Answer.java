package dev.evently.booking;

import java.util.UUID;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.JsonNode;

/** What the service answered to one request. */
public record Answer(int status, JsonNode body, HttpHeaders headers) {

    /** The last part of the problem's type. */
    public String problem() {
        return text("type").replace("/problems/", "");
    }

    public String text(String field) {
        return body.path(field).asString("");
    }

    /** The id of what the answer shows. */
    public UUID id() {
        return UUID.fromString(text("id"));
    }
}
