package dev.evently.identity.factor;

import dev.evently.identity.account.AccountDirectory;
import dev.evently.identity.account.AccountProfile;
import dev.evently.identity.account.CredentialsChanged;
import dev.evently.identity.attempt.Source;
import dev.evently.identity.audit.SecurityEventType;
import dev.evently.identity.audit.SecurityLog;
import dev.evently.identity.caller.OwnSession;
import dev.evently.identity.factor.StoredFactors.StoredFactor;
import dev.evently.identity.signing.KeySeal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.bouncycastle.util.encoders.Base32;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Gives an account a second factor and takes it away. It counts once its app has shown a code, and goes with a code alone.
 * Both end all other sessions of the account.
 */
@Service
class ManageSecondFactor {

    private static final int SECRET_BYTES = 20;
    private static final int RECOVERY_CODES = 10;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final AccountDirectory accounts;
    private final StoredFactors factors;
    private final SecondFactors secondFactors;
    private final KeySeal seal;
    private final SecurityLog log;
    private final TransactionOperations transactions;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ManageSecondFactor(
            AccountDirectory accounts,
            StoredFactors factors,
            SecondFactors secondFactors,
            KeySeal seal,
            SecurityLog log,
            TransactionOperations transactions,
            ApplicationEventPublisher events,
            Clock clock) {
        this.accounts = accounts;
        this.factors = factors;
        this.secondFactors = secondFactors;
        this.seal = seal;
        this.log = log;
        this.transactions = transactions;
        this.events = events;
        this.clock = clock;
    }

    /** What became of the wish to have a second factor. */
    sealed interface Enrolment {

        /**
         * The app may be set up now.
         *
         * @param secret in Base32, to be typed
         * @param uri the same to be scanned
         */
        record Begun(String secret, String uri) implements Enrolment {

            @Override
            public String toString() {
                return "Begun[]";
            }
        }

        record WrongPassword() implements Enrolment {}

        record HasOne() implements Enrolment {}
    }

    /** Makes a secret; one that was made before and not confirmed is forgotten. */
    Enrolment begin(OwnSession own, String password) {
        Optional<AccountProfile> account = accounts.find(own.accountId());
        if (account.isEmpty()
                || accounts.authenticate(account.get().email(), password, id -> device(own))
                        .isEmpty()) {
            return new Enrolment.WrongPassword();
        }
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        String sealed = seal.seal(own.accountId().toString(), secret);
        if (!factors.begin(own.accountId(), sealed, clock.instant())) {
            return new Enrolment.HasOne();
        }
        String typed = Base32.toBase32String(secret);
        return new Enrolment.Begun(typed, uri(account.get().email(), typed));
    }

    /** The recovery codes, shown this once; nothing when the code is not one of the secret that was made last. */
    Optional<List<String>> confirm(OwnSession own, String code) {
        AtomicReference<List<String>> shown = new AtomicReference<>(List.of());
        boolean confirmed = secondFactors.tried(
                own.accountId(),
                device(own),
                () -> factors.find(own.accountId())
                        .filter(factor -> !factor.confirmed())
                        .filter(factor -> confirm(own, factor, code.strip(), shown))
                        .isPresent());
        return confirmed ? Optional.of(shown.get()) : Optional.empty();
    }

    private boolean confirm(OwnSession own, StoredFactor factor, String code, AtomicReference<List<String>> shown) {
        return secondFactors.stepOf(own.accountId(), factor, code).stream()
                .anyMatch(step -> Boolean.TRUE.equals(transactions.execute(transaction -> {
                    if (!factors.confirm(own.accountId(), factor.sealedSecret(), step, clock.instant())) {
                        return false;
                    }
                    List<RecoveryCode> codes = newRecoveryCodes();
                    factors.addRecoveryCodes(own.accountId(), codes);
                    shown.set(shown(codes));
                    changed(own, true);
                    return true;
                })));
    }

    /** Takes the second factor away; false when the code does not prove it. */
    boolean disable(OwnSession own, String code) {
        if (!secondFactors.prove(own.accountId(), code, device(own))) {
            return false;
        }
        transactions.executeWithoutResult(transaction -> {
            if (factors.delete(own.accountId())) {
                changed(own, false);
            }
        });
        return true;
    }

    /** Other recovery codes in place of all former ones; nothing when the code does not prove the second factor. */
    Optional<List<String>> replaceRecoveryCodes(OwnSession own, String code) {
        if (!secondFactors.prove(own.accountId(), code, device(own))) {
            return Optional.empty();
        }
        List<RecoveryCode> codes = newRecoveryCodes();
        boolean replaced = Boolean.TRUE.equals(transactions.execute(transaction -> {
            if (!factors.replaceRecoveryCodes(own.accountId(), codes)) {
                return false;
            }
            log.record(SecurityEventType.RECOVERY_CODES_REPLACED, own.accountId(), own.sessionId());
            return true;
        }));
        return replaced ? Optional.of(shown(codes)) : Optional.empty();
    }

    private static List<RecoveryCode> newRecoveryCodes() {
        return Stream.generate(RecoveryCode::random).limit(RECOVERY_CODES).toList();
    }

    private static List<String> shown(List<RecoveryCode> codes) {
        return codes.stream().map(RecoveryCode::grouped).toList();
    }

    private void changed(OwnSession own, boolean enabled) {
        accounts.setMfaEnabled(own.accountId(), enabled);
        log.record(
                enabled ? SecurityEventType.SECOND_FACTOR_ENABLED : SecurityEventType.SECOND_FACTOR_DISABLED,
                own.accountId(),
                own.sessionId());
        events.publishEvent(new CredentialsChanged(own.accountId(), own.sessionId()));
    }

    private static Source device(OwnSession own) {
        return Source.device(Objects.requireNonNullElse(own.sessionId(), own.accountId()));
    }

    /** As authenticator apps read it, from a QR code for instance. */
    private static String uri(String email, String secret) {
        return "otpauth://totp/Evently:%s?secret=%s&issuer=Evently&algorithm=SHA1&digits=%d&period=%d"
                .formatted(
                        URLEncoder.encode(email, StandardCharsets.UTF_8).replace("+", "%20"),
                        secret,
                        Totp.DIGITS,
                        Totp.PERIOD_SECONDS);
    }
}
