package dev.evently.identity.audit;

import dev.evently.identity.caller.Origins;
import dev.evently.platform.id.Ids;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Takes down what happens. Inside a transaction it is taken down if and only if that commits. It knows by itself when it is
 * and from where the request under way came.
 */
@Service
public class SecurityLog {

    private final JdbcClient jdbc;
    private final Origins origins;
    private final Clock clock;

    SecurityLog(JdbcClient jdbc, Origins origins, Clock clock) {
        this.jdbc = jdbc;
        this.origins = origins;
        this.clock = clock;
    }

    public void record(SecurityEventType type, @Nullable UUID accountId) {
        record(type, accountId, null, null);
    }

    public void record(SecurityEventType type, @Nullable UUID accountId, @Nullable UUID sessionId) {
        record(type, accountId, sessionId, null);
    }

    public void recordClient(SecurityEventType type, String clientId) {
        record(type, null, null, clientId);
    }

    /** Takes down what happens because of a request that was answered before. */
    public void recordLater(SecurityEventType type, @Nullable UUID accountId, @Nullable String region) {
        insert(type, accountId, null, null, region);
    }

    private void record(
            SecurityEventType type, @Nullable UUID accountId, @Nullable UUID sessionId, @Nullable String clientId) {
        insert(type, accountId, sessionId, clientId, origins.current().region());
    }

    private void insert(
            SecurityEventType type,
            @Nullable UUID accountId,
            @Nullable UUID sessionId,
            @Nullable String clientId,
            @Nullable String region) {
        jdbc.sql("""
                INSERT INTO security_event (id, at, type, account_id, session_id, client_id, region)
                VALUES (:id, :at, :type, :account, :session, :client, :region)
                """)
                .param("id", Ids.next())
                .param("at", Timestamp.from(clock.instant()))
                .param("type", type.name())
                .param("account", accountId)
                .param("session", sessionId)
                .param("client", clientId)
                .param("region", region)
                .update();
    }
}
