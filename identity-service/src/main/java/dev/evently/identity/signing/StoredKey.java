package dev.evently.identity.signing;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/** A signing key as the database knows it: sealed. */
@Entity
@Immutable
@Table(name = "signing_key")
class StoredKey {

    @Id
    private int generation;

    private String kid;
    private byte[] sealedJwk;
    private Instant createdAt;
    private Instant signsFrom;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
    protected StoredKey() {}

    SigningKey unsealed(KeySeal seal) {
        return new SigningKey(generation, seal.openKey(kid, sealedJwk), createdAt, signsFrom);
    }
}
