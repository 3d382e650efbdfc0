package dev.evently.identity.account;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.repository.Repository;

/** All accounts. Addresses in its parameters are normalised. */
interface Accounts extends Repository<Account, UUID> {

    Optional<Account> findById(UUID id);

    Optional<Account> findByEmail(String email);

    /** Adds an account unless its address is taken. Returns how many were added: 0 or 1. */
    @Modifying
    @NativeQuery("""
            INSERT INTO account (id, email, display_name, password_hash, roles, registered_at, registration_key)
            VALUES (:id, :email, :displayName, :passwordHash, :roles, :registeredAt, :registrationKey)
            ON CONFLICT ON CONSTRAINT account_email_key DO NOTHING
            """)
    int add(
            UUID id,
            String email,
            String displayName,
            String passwordHash,
            String[] roles,
            Instant registeredAt,
            @Nullable String registrationKey);

    /** Replaces a password unless it has been replaced meanwhile. Returns how many that were: 0 or 1. */
    @Modifying
    @NativeQuery("UPDATE account SET password_hash = :newHash WHERE id = :id AND password_hash = :oldHash")
    int replacePassword(UUID id, String oldHash, String newHash);

    /** Sets a password, whatever it was. */
    @Modifying
    @NativeQuery("UPDATE account SET password_hash = :hash WHERE id = :id")
    void setPassword(UUID id, String hash);

    /** Takes down since when the address is known to be its owner's. Returns how many were not verified before: 0 or 1. */
    @Modifying
    @NativeQuery("UPDATE account SET email_verified_at = :now WHERE id = :id AND email_verified_at IS NULL")
    int verifyEmail(UUID id, Instant now);

    /** The id of the account, which nobody changes until the transaction ends. */
    @NativeQuery("SELECT id FROM account WHERE id = :id FOR SHARE")
    Optional<UUID> holdAsItIs(UUID id);

    /** Lets nobody else change the account until the transaction ends. */
    @NativeQuery("SELECT id FROM account WHERE id = :id FOR NO KEY UPDATE")
    Optional<UUID> lock(UUID id);

    /** The administrators, whom nobody else changes until the transaction ends; all are locked in one order. */
    @NativeQuery("SELECT id FROM account WHERE 'ADMIN' = ANY (roles) ORDER BY id FOR NO KEY UPDATE")
    List<UUID> lockAdministrators();

    @Modifying
    @NativeQuery("UPDATE account SET roles = :roles WHERE id = :id")
    void setRoles(UUID id, String[] roles);

    @Modifying
    @NativeQuery("UPDATE account SET mfa_enabled = :enabled WHERE id = :id")
    void setMfaEnabled(UUID id, boolean enabled);

    /** The id of the account if it still has these credentials, which then stay until the transaction ends. */
    @NativeQuery("""
            SELECT id FROM account
            WHERE id = :id AND password_hash = :passwordHash AND mfa_enabled = :mfaEnabled FOR SHARE
            """)
    Optional<UUID> lockCredentials(UUID id, String passwordHash, boolean mfaEnabled);
}
