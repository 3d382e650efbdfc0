package dev.evently.identity.session;

import java.time.Instant;
import java.util.Optional;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The refresh tokens of all sessions, the used ones too. */
interface RefreshTokens extends Repository<RefreshToken, String> {

    RefreshToken save(RefreshToken token);

    RefreshToken saveAndFlush(RefreshToken token);

    Optional<RefreshToken> findByHash(String hash);

    /** Deletes the tokens used before then. */
    @Modifying
    @Query("delete from RefreshToken t where t.usedAt < :then")
    int deleteUsedBefore(Instant then);
}
