package dev.evently.loadtest.chaos.crowd;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.OptionalLong;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * An answer over HTTP.
 *
 * @param json the body; a missing node if it is no JSON
 * @param retryAfterSeconds as the answer's header says
 */
record Reply(int status, JsonNode json, OptionalLong retryAfterSeconds) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int UNAUTHORIZED = 401;
    private static final int CONFLICT = 409;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;
    private static final Duration LONGEST = Duration.ofSeconds(5);

    static Reply of(HttpResponse<byte[]> response) {
        return new Reply(
                response.statusCode(),
                parsed(response.body()),
                response.headers().firstValueAsLong("Retry-After"));
    }

    private static JsonNode parsed(byte[] body) {
        try {
            return body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    String text(String field) {
        return json.path(field).asString("");
    }

    /** The last part of the problem's type, such as {@code sold-out}; empty if the body is no problem. */
    String problem() {
        String type = text("type");
        return type.substring(type.lastIndexOf('/') + 1);
    }

    /** Status and problem, the words under which it is counted. */
    String kind() {
        return problem().isEmpty() ? Integer.toString(status) : status + " " + problem();
    }

    boolean needsLogin() {
        return status == UNAUTHORIZED;
    }

    /** Whether the same request will get another answer later: nothing was decided. */
    boolean isForNow() {
        boolean underWay =
                problem().equals("idempotency-in-flight") || problem().equals("payment-in-flight");
        return needsLogin() || status == TOO_MANY || status >= SERVER_ERROR || (status == CONFLICT && underWay);
    }

    /** How long to wait before asking again, as told, or else longer after each attempt, counted from 1. */
    Duration pause(int attempt) {
        Duration own = Duration.ofMillis(100L << Math.min(attempt, 4));
        Duration told = Duration.ofSeconds(retryAfterSeconds.orElse(0));
        Duration longer = told.compareTo(own) > 0 ? told : own;
        return longer.compareTo(LONGEST) < 0 ? longer : LONGEST;
    }
}
