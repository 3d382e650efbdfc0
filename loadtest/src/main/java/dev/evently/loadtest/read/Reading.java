package dev.evently.loadtest.read;

import dev.evently.loadtest.load.Http;
import dev.evently.loadtest.load.Journey;
import dev.evently.loadtest.load.Outcome;
import io.vertx.core.http.HttpHeaders;
import java.util.List;

/** Reads one path again and again, each client as one of some users. */
public final class Reading {
    private static final int OK = 200;

    private final String path;
    private final List<CharSequence> authorizations;

    public Reading(String path, List<String> tokens) {
        this.path = path;
        this.authorizations = tokens.stream()
                .map(token -> HttpHeaders.createOptimized("Bearer " + token))
                .toList();
    }

    public Journey journey(Http http) {
        return client -> http.get(path, authorizations.get(client % authorizations.size()))
                .map(reply -> reply.status() == OK && reply.body().length() > 0 ? Outcome.done() : reply.end("read"));
    }
}
