package dev.evently.badwaitlist.line;

import dev.evently.badwaitlist.web.PartyController;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

public record StoredParty(JdbcClient jdbc, PartyController web) {

    public Instant joinedAt() {
        return Instant.ofEpochMilli(System.currentTimeMillis());
    }
}
