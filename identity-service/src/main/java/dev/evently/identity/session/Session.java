package dev.evently.identity.session;

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

    @SuppressWarnings("UnusedVariable") // It tells whoever looks into the table.
    private Instant openedAt;

    private Instant expiresAt;
    private @Nullable Instant revokedAt;

    @Version
    private @Nullable Integer version;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
    protected Session() {}

    Session(UUID id, UUID accountId, Instant openedAt, Instant expiresAt) {
        this.id = id;
        this.accountId = accountId;
        this.openedAt = openedAt;
        this.expiresAt = expiresAt;
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

    void extend(Instant newExpiry) {
        expiresAt = newExpiry;
    }

    void revoke(Instant now) {
        if (revokedAt == null) {
            revokedAt = now;
        }
    }
}
