package dev.evently.identity.session;

import dev.evently.identity.secret.BearerSecret;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The right to renew a session once, known by the hash of its secret. It is kept after use, to notice a second one. */
@Entity
@Table(name = "refresh_token")
class RefreshToken {

    @Id
    private String hash;

    @SuppressWarnings("UnusedVariable") // Sessions are found by it.
    private UUID sessionId;

    private @Nullable Instant usedAt;

    @Version
    private @Nullable Integer version;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
    protected RefreshToken() {}

    RefreshToken(BearerSecret secret, UUID sessionId) {
        this.hash = secret.hash();
        this.sessionId = sessionId;
    }

    boolean isUsed() {
        return usedAt != null;
    }

    void use(Instant now) {
        if (usedAt != null) {
            throw new IllegalStateException("A refresh token serves once");
        }
        usedAt = now;
    }
}
