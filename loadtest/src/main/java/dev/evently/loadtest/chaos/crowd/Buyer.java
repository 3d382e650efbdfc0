package dev.evently.loadtest.chaos.crowd;

import java.util.UUID;

/** One account, logged in. */
public final class Buyer {
    private final UUID id;
    private final String email;
    private volatile String token;

    Buyer(UUID id, String email, String token) {
        this.id = id;
        this.email = email;
        this.token = token;
    }

    public UUID id() {
        return id;
    }

    public String email() {
        return email;
    }

    public String token() {
        return token;
    }

    void loggedInAgain(String accessToken) {
        token = accessToken;
    }
}
