package dev.evently.local.client;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** What came back for one request. */
public final class Answer {
    private static final JsonMapper JSON = new JsonMapper();

    private final String request;
    private final int status;
    private final byte[] body;
    private final long millis;

    Answer(String request, int status, byte[] body, long millis) {
        this.request = request;
        this.status = status;
        this.body = body.clone();
        this.millis = millis;
    }

    /** Method and path. */
    public String request() {
        return request;
    }

    public int status() {
        return status;
    }

    public long millis() {
        return millis;
    }

    public byte[] bytes() {
        return body.clone();
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The body as JSON; a missing node if it is none. */
    public JsonNode json() {
        try {
            return body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    /** A text field of the body, empty if it is not there. */
    public String text(String field) {
        return json().path(field).asString("");
    }

    /** The last part of the problem's type, such as {@code sold-out}; empty if the body is no problem. */
    public String problem() {
        String type = text("type");
        return type.substring(type.lastIndexOf('/') + 1);
    }

    @Override
    public String toString() {
        return request + " answered " + status + " " + text();
    }
}
