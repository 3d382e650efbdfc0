package dev.evently.identity.factor;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The second factors of all accounts. */
@Component
class StoredFactors {

    /**
     * The second factor of an account.
     *
     * @param lastStep the step of the newest code that was accepted, -1 before the first
     */
    record StoredFactor(String sealedSecret, boolean confirmed, long lastStep) {}

    private final JdbcClient jdbc;

    StoredFactors(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<StoredFactor> find(UUID accountId) {
        return jdbc.sql("SELECT sealed_secret, confirmed_at, last_step FROM second_factor WHERE account_id = ?")
                .param(accountId)
                .query((row, n) -> new StoredFactor(
                        row.getString("sealed_secret"),
                        row.getTimestamp("confirmed_at") != null,
                        row.getObject("last_step") == null ? -1 : row.getLong("last_step")))
                .optional();
    }

    /** Keeps a secret until it is confirmed; false when another one is confirmed already. */
    boolean begin(UUID accountId, String sealedSecret, Instant now) {
        return jdbc.sql("""
                INSERT INTO second_factor AS f (account_id, sealed_secret, created_at) VALUES (?, ?, ?)
                ON CONFLICT ON CONSTRAINT second_factor_pkey DO UPDATE
                SET sealed_secret = excluded.sealed_secret, created_at = excluded.created_at
                WHERE f.confirmed_at IS NULL
                """)
                        .params(accountId, sealedSecret, Timestamp.from(now))
                        .update()
                == 1;
    }

    /** Lets a secret count from now on; false when it has been replaced or confirmed meanwhile. */
    boolean confirm(UUID accountId, String sealedSecret, long step, Instant now) {
        return jdbc.sql("""
                UPDATE second_factor SET confirmed_at = ?, last_step = ?
                WHERE account_id = ? AND sealed_secret = ? AND confirmed_at IS NULL
                """)
                        .params(Timestamp.from(now), step, accountId, sealedSecret)
                        .update()
                == 1;
    }

    /** Accepts the code of a step; false when it, or a later one, has been accepted before. */
    boolean useStep(UUID accountId, long step) {
        return jdbc.sql("UPDATE second_factor SET last_step = ? WHERE account_id = ? AND last_step < ?")
                        .params(step, accountId, step)
                        .update()
                == 1;
    }

    /** Lets only these recovery codes be good from now on; false when the account has no second factor. */
    boolean replaceRecoveryCodes(UUID accountId, List<RecoveryCode> codes) {
        boolean locked = jdbc.sql(
                        "SELECT 1 FROM second_factor WHERE account_id = ? AND confirmed_at IS NOT NULL FOR UPDATE")
                .param(accountId)
                .query(Integer.class)
                .optional()
                .isPresent();
        if (locked) {
            jdbc.sql("DELETE FROM recovery_code WHERE account_id = ?")
                    .param(accountId)
                    .update();
            addRecoveryCodes(accountId, codes);
        }
        return locked;
    }

    void addRecoveryCodes(UUID accountId, List<RecoveryCode> codes) {
        jdbc.sql("INSERT INTO recovery_code (account_id, hash) SELECT ?, unnest(?::text[])")
                .params(accountId, codes.stream().map(RecoveryCode::hash).toArray(String[]::new))
                .update();
    }

    /** Accepts a recovery code; false when it is none, or has been accepted before. */
    boolean useRecoveryCode(UUID accountId, RecoveryCode code, Instant now) {
        return jdbc.sql("UPDATE recovery_code SET used_at = ? WHERE account_id = ? AND hash = ? AND used_at IS NULL")
                        .params(Timestamp.from(now), accountId, code.hash())
                        .update()
                == 1;
    }

    boolean delete(UUID accountId) {
        return jdbc.sql("DELETE FROM second_factor WHERE account_id = ? AND confirmed_at IS NOT NULL")
                        .param(accountId)
                        .update()
                == 1;
    }
}
