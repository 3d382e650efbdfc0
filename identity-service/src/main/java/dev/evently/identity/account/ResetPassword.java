package dev.evently.identity.account;

import dev.evently.identity.account.PasswordReset.NewPasswordRefused;
import dev.evently.identity.account.PasswordReset.Reset;
import dev.evently.identity.account.PasswordReset.TokenOver;
import dev.evently.identity.attempt.PasswordAttempts;
import dev.evently.identity.audit.SecurityEventType;
import dev.evently.identity.audit.SecurityLog;
import dev.evently.identity.mail.MailPurpose;
import dev.evently.identity.mail.MailedTokens;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Gives an account another password for a token that was mailed to its address, and ends all of its sessions. A second factor
 * stays, and is asked for at the next login. The password is hashed before the transaction begins, and only for who has a
 * token, so that nobody else can keep the processors busy.
 */
@Service
class ResetPassword {

    private final Accounts accounts;
    private final PasswordHashing passwords;
    private final PasswordRules rules;
    private final PasswordAttempts attempts;
    private final MailedTokens tokens;
    private final SecurityLog log;
    private final TransactionOperations transactions;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ResetPassword(
            Accounts accounts,
            PasswordHashing passwords,
            PasswordRules rules,
            PasswordAttempts attempts,
            MailedTokens tokens,
            SecurityLog log,
            TransactionOperations transactions,
            ApplicationEventPublisher events,
            Clock clock) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.rules = rules;
        this.attempts = attempts;
        this.tokens = tokens;
        this.log = log;
        this.transactions = transactions;
        this.events = events;
        this.clock = clock;
    }

    /** A password that is refused does not use the token up. */
    PasswordReset reset(String token, String chosen) {
        Optional<AccountProfile> owner = tokens.find(MailPurpose.PASSWORD_RESET, token)
                .flatMap(accounts::findById)
                .map(Account::profile);
        if (owner.isEmpty()) {
            return new TokenOver();
        }
        AccountProfile account = owner.get();
        Optional<String> objection = rules.objection(chosen, account.email(), account.displayName());
        if (objection.isPresent()) {
            return new NewPasswordRefused(objection.get());
        }
        String hash = passwords.hash(chosen);
        return Objects.requireNonNull(transactions.execute(transaction -> replace(account, token, hash)));
    }

    /** First the account, as all who change it do, then the token: of several who show it at once, one finds it. */
    private PasswordReset replace(AccountProfile account, String token, String hash) {
        if (accounts.lock(account.id()).isEmpty()
                || tokens.use(MailPurpose.PASSWORD_RESET, token).isEmpty()) {
            return new TokenOver();
        }
        accounts.setPassword(account.id(), hash);
        log.record(SecurityEventType.PASSWORD_RESET, account.id());
        if (accounts.verifyEmail(account.id(), clock.instant()) == 1) {
            log.record(SecurityEventType.EMAIL_VERIFIED, account.id());
        }
        attempts.forgive(account.email());
        events.publishEvent(new CredentialsChanged(account.id(), null));
        return new Reset();
    }
}
