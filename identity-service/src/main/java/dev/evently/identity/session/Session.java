package dev.evently.identity.session;

import dev.evently.identity.caller.Origin;
import dev.evently.identity.caller.OwnSession;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One device of a person that is signed in: the family of all refresh tokens that renewed it. */
@Entity
@Table(name = "session")
class Session {

    @Id
    private UUID id;

    private UUID accountId;

    private Instant openedAt;
    private Instant lastUsedAt;

    private Instant expiresAt;
    private @Nullable Instant revokedAt;
    private @Nullable String userAgent;
    private @Nullable String clientAddress;

    @SuppressWarnings("UnusedVariable") // Known sources are found by it.
    private @Nullable String clientNetwork;

    @SuppressWarnings("UnusedVariable") // Known sources are found by it.
    private boolean disowned;

    @Version
    private @Nullable Integer version;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
    protected Session() {}

    Session(UUID id, UUID accountId, Origin origin, Instant openedAt, Instant expiresAt) {
        this.id = id;
        this.accountId = accountId;
        this.openedAt = openedAt;
        this.expiresAt = expiresAt;
        this.lastUsedAt = openedAt;
        comesFrom(origin);
    }

    UUID id() {
        return id;
    }

    UUID accountId() {
        return accountId;
    }

    boolean isOpen(Instant now) {
        return revokedAt == null && now.isBefore(expiresAt);
    }

    /** Notes that the session was renewed, and from where. */
    void extend(Origin origin, Instant now, Instant newExpiry) {
        comesFrom(origin);
        lastUsedAt = now;
        expiresAt = newExpiry;
    }

    private void comesFrom(Origin origin) {
        userAgent = origin.userAgent();
        clientAddress = origin.address();
        clientNetwork = origin.network();
    }

    SessionView view(OwnSession own) {
        return new SessionView(id, openedAt, lastUsedAt, expiresAt, own.isOf(id), userAgent, clientAddress);
    }

    /** Ends the session, of whose holders one is not the person: having been in it proves nothing any more. */
    void disown(Instant now) {
        revoke(now);
        disowned = true;
    }

    void revoke(Instant now) {
        if (revokedAt == null) {
            revokedAt = now;
        }
    }
}
