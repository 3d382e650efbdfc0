package dev.evently.identity.session;

import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** All sessions that have not been forgotten. */
interface Sessions extends Repository<Session, UUID> {

    Session save(Session session);

    /**
     * The session that the refresh token belongs to, used or not, locked until the transaction ends: whatever happens to
     * a session happens one after the other.
     */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select s from Session s where s.id = (select t.sessionId from RefreshToken t where t.hash = :tokenHash)")
    Optional<Session> lockByRefreshToken(String tokenHash);

    /** Deletes the sessions that had expired by then, with their tokens. */
    @Modifying
    @Query("delete from Session s where s.expiresAt < :then")
    int deleteExpired(Instant then);
}
