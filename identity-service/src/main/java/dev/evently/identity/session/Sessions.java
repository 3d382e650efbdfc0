package dev.evently.identity.session;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** All sessions that have not been forgotten. */
interface Sessions extends Repository<Session, UUID> {

    Session save(Session session);

    boolean existsByIdAndRevokedAtIsNull(UUID id);

    /**
     * The session that the refresh token belongs to, used or not, locked until the transaction ends: whatever happens to
     * a session happens one after the other.
     */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select s from Session s where s.id = (select t.sessionId from RefreshToken t where t.hash = :tokenHash)")
    Optional<Session> lockByRefreshToken(String tokenHash);

    /** A page of the sessions of an account that were open then, those opened last first. */
    @Query("""
            select s from Session s
            where s.accountId = :accountId and s.revokedAt is null and s.expiresAt > :then and s.id < :before
            order by s.id desc
            """)
    List<Session> open(UUID accountId, Instant then, UUID before, Limit limit);

    /** Ends one open session of an account. Returns how many that were: 0 or 1. */
    @Modifying
    @Query("""
            update Session s set s.revokedAt = :now, s.disowned = true, s.version = s.version + 1
            where s.id = :id and s.accountId = :accountId and s.revokedAt is null and s.expiresAt > :now
            """)
    int revoke(UUID id, UUID accountId, Instant now);

    /** Ends the open sessions of an account but one. Returns how many that were. */
    @Modifying
    @Query("""
            update Session s set s.revokedAt = :now, s.disowned = true, s.version = s.version + 1
            where s.accountId = :accountId and s.id <> :kept and s.revokedAt is null and s.expiresAt > :now
            """)
    int revokeOthers(UUID accountId, UUID kept, Instant now);

    /** Ends the open sessions of an account, which prove as before that somebody is known. Returns how many that were. */
    @Modifying
    @Query("""
            update Session s set s.revokedAt = :now, s.version = s.version + 1
            where s.accountId = :accountId and s.revokedAt is null and s.expiresAt > :now
            """)
    int revokeAll(UUID accountId, Instant now);

    /** The session of this account that the refresh token belonged to, unless it was disowned. */
    @Query("""
            select s.id from Session s
            where s.id = (select t.sessionId from RefreshToken t where t.hash = :tokenHash)
                and s.accountId = :accountId and s.disowned = false
            """)
    Optional<UUID> ofDevice(UUID accountId, String tokenHash);

    /** Whether a session of this account was last used in this network, and not disowned. */
    boolean existsByAccountIdAndClientNetworkAndDisownedFalse(UUID accountId, String network);

    /** The sessions revoked after then, in the order of their ids. */
    @Query("select s.id from Session s where s.revokedAt > :then order by s.id")
    List<UUID> revokedAfter(Instant then);

    /** Deletes the sessions that had expired by then, with their tokens. */
    @Modifying
    @Query("delete from Session s where s.expiresAt < :then")
    int deleteExpired(Instant then);
}
