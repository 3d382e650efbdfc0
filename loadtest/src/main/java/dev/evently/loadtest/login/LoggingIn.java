package dev.evently.loadtest.login;

import dev.evently.loadtest.load.Http;
import dev.evently.loadtest.load.Journey;
import dev.evently.loadtest.load.Outcome;
import dev.evently.loadtest.load.Outcome.Verdict;
import dev.evently.loadtest.load.Reply;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** Logs in, each client as one of some users. */
public final class LoggingIn {
    private static final String PATH = "/api/v1/auth/login";
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final List<Buffer> credentials;

    /** Takes the bodies of the requests. */
    public LoggingIn(List<String> credentials) {
        this.credentials = credentials.stream().map(Buffer::buffer).toList();
    }

    public Journey journey(Http http) {
        return client ->
                http.post(PATH, credentials.get(client % credentials.size())).map(LoggingIn::outcome);
    }

    /** Who is told to come back, and when, was refused rightly. */
    static Outcome outcome(Reply reply) {
        if (reply.status() == OK) {
            return Outcome.done();
        }
        return reply.status() == UNAVAILABLE && !reply.retryAfter().isEmpty()
                ? new Outcome(Verdict.REFUSED, "login: 503 with Retry-After")
                : reply.end("login");
    }
}
