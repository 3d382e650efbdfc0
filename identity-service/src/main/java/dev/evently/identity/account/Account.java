package dev.evently.identity.account;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A person who can sign in. */
@Entity
@Immutable
@Table(name = "account")
class Account {

    @Id
    private UUID id;

    private String email;
    private String displayName;
    private String passwordHash;

    @JdbcTypeCode(SqlTypes.ARRAY)
    @Enumerated(EnumType.STRING)
    private Set<Role> roles;

    private boolean mfaEnabled;
    private @Nullable String registrationKey;

    private @Nullable Instant emailVerifiedAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
    protected Account() {}

    String passwordHash() {
        return passwordHash;
    }

    /** Whether a request with this key opened it. */
    boolean openedUnder(String key) {
        return key.equals(registrationKey);
    }

    AccountProfile profile() {
        return new AccountProfile(id, email, displayName, roles, mfaEnabled, emailVerifiedAt != null);
    }
}
