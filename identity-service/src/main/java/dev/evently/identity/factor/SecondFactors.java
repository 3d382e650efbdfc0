package dev.evently.identity.factor;

import dev.evently.identity.attempt.PasswordAttempts;
import dev.evently.identity.attempt.Source;
import dev.evently.identity.audit.SecurityEventType;
import dev.evently.identity.audit.SecurityLog;
import dev.evently.identity.factor.StoredFactors.StoredFactor;
import dev.evently.identity.signing.KeySeal;
import dev.evently.platform.web.ProblemException;
import java.time.Clock;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Service;

/**
 * Checks codes. A code of the app is accepted in its own step and the two beside it, each once and none that is older than
 * the last one; a recovery code is accepted once. Who tries codes is slowed down as who tries passwords is.
 */
@Service
public class SecondFactors {

    private static final String APP_CODE = "\\d{" + Totp.DIGITS + "}";

    private final StoredFactors factors;
    private final KeySeal seal;
    private final PasswordAttempts attempts;
    private final SecurityLog log;
    private final Clock clock;

    SecondFactors(StoredFactors factors, KeySeal seal, PasswordAttempts attempts, SecurityLog log, Clock clock) {
        this.factors = factors;
        this.seal = seal;
        this.attempts = attempts;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Whether the code proves the second factor of the account. It is used up by that.
     *
     * @throws ProblemException when too many wrong ones were tried, see {@link PasswordAttempts#begin}
     */
    public boolean prove(UUID accountId, String code, Source source) {
        return tried(
                accountId,
                source,
                () -> factors.find(accountId)
                        .filter(StoredFactor::confirmed)
                        .filter(factor -> accepts(accountId, factor, code.strip()))
                        .isPresent());
    }

    /** Makes one attempt, which is slowed down by those that failed before. */
    boolean tried(UUID accountId, Source source, BooleanSupplier attempt) {
        String subject = "code:" + accountId;
        attempts.begin(subject, source);
        if (attempt.getAsBoolean()) {
            attempts.takenBack(subject, source);
            return true;
        }
        log.record(SecurityEventType.CODE_REFUSED, accountId);
        return false;
    }

    /** The step of the app's code, if it is one that may still be accepted. */
    OptionalLong stepOf(UUID accountId, StoredFactor factor, String code) {
        byte[] secret = seal.open(accountId.toString(), factor.sealedSecret());
        return Totp.stepOf(code, secret, clock.instant(), factor.lastStep());
    }

    private boolean accepts(UUID accountId, StoredFactor factor, String code) {
        if (code.matches(APP_CODE)) {
            OptionalLong step = stepOf(accountId, factor, code);
            return step.isPresent() && factors.useStep(accountId, step.getAsLong());
        }
        if (!factors.useRecoveryCode(accountId, RecoveryCode.of(code), clock.instant())) {
            return false;
        }
        log.record(SecurityEventType.RECOVERY_CODE_USED, accountId);
        return true;
    }
}
