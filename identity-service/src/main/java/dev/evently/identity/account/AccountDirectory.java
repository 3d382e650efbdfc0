package dev.evently.identity.account;

import dev.evently.identity.attempt.PasswordAttempts;
import dev.evently.identity.attempt.Source;
import dev.evently.identity.audit.SecurityEventType;
import dev.evently.identity.audit.SecurityLog;
import dev.evently.platform.web.ProblemException;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Answers who somebody is. */
@Service
public class AccountDirectory {

    private static final UUID NOBODY = new UUID(0, 0);

    private final Accounts accounts;
    private final PasswordHashing passwords;
    private final PasswordAttempts attempts;
    private final SecurityLog log;

    AccountDirectory(Accounts accounts, PasswordHashing passwords, PasswordAttempts attempts, SecurityLog log) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.attempts = attempts;
        this.log = log;
    }

    private record Attempt(@Nullable UUID accountId, Source source) {}

    /**
     * The account with this address and password. A wrong password and an unknown address take the same time.
     *
     * <p>Hashes a password: not to be called inside a transaction.
     *
     * @param sourceOf tells from where the password is tried, by the account's id or the id of no account; it is asked when
     *     there is a place to hash
     * @throws ProblemException when too many wrong ones were tried, see {@link PasswordAttempts#admit}
     */
    public Optional<ProvenAccount> authenticate(String email, String password, Function<UUID, Source> sourceOf) {
        String address = EmailAddress.of(email).value();
        AtomicReference<@Nullable Attempt> made = new AtomicReference<>();
        Optional<ProvenAccount> proven = passwords
                .prove(
                        password,
                        () -> {
                            Optional<Account> found = accounts.findByEmail(address);
                            UUID id =
                                    found.map(account -> account.profile().id()).orElse(NOBODY);
                            Source source = sourceOf.apply(id);
                            attempts.admit(address, source);
                            made.set(new Attempt(found.isPresent() ? id : null, source));
                            return found;
                        },
                        Account::passwordHash)
                .map(account -> new ProvenAccount(account.profile(), account.passwordHash()));
        Attempt attempt = Objects.requireNonNull(made.get());
        if (proven.isPresent()) {
            attempts.succeeded(address, attempt.source());
        } else {
            attempts.failed(address, attempt.source());
            log.record(SecurityEventType.LOGIN_FAILED, attempt.accountId());
        }
        return proven;
    }

    /**
     * The account, if it still signs in as it did when the password was given; it then stays as it is until the running
     * transaction ends. Whoever opens a session asks inside the transaction, so that a change, which ends the sessions,
     * misses none.
     */
    public Optional<AccountProfile> hold(ProvenAccount proven) {
        AccountProfile account = proven.account();
        return accounts.lockCredentials(account.id(), proven.passwordHash(), account.mfaEnabled())
                .flatMap(this::find);
    }

    /** The account, which stays as it is until the running transaction ends. */
    public Optional<AccountProfile> hold(UUID id) {
        return accounts.holdAsItIs(id).flatMap(this::find);
    }

    /** Takes down whether the account has a second factor. */
    public void setMfaEnabled(UUID id, boolean enabled) {
        accounts.setMfaEnabled(id, enabled);
    }

    public Optional<AccountProfile> find(UUID id) {
        return accounts.findById(id).map(Account::profile);
    }
}
