package dev.evently.identity.account;

import dev.evently.identity.account.PasswordChange.Changed;
import dev.evently.identity.account.PasswordChange.NewPasswordRefused;
import dev.evently.identity.account.PasswordChange.WrongPassword;
import dev.evently.identity.attempt.Source;
import dev.evently.identity.audit.SecurityEventType;
import dev.evently.identity.audit.SecurityLog;
import dev.evently.identity.caller.OwnSession;
import dev.evently.identity.mail.MailPurpose;
import dev.evently.identity.mail.MailedTokens;
import java.util.Objects;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Gives an account another password and ends all of its sessions but the one that asks, whoever opened them. A reset
 * that was asked for is over as well. Passwords are hashed before the transaction begins, so that no connection waits for it.
 */
@Service
class ChangePassword {

    private final Accounts accounts;
    private final PasswordHashing passwords;
    private final AccountDirectory directory;
    private final PasswordRules rules;
    private final MailedTokens tokens;
    private final SecurityLog log;
    private final TransactionOperations transactions;
    private final ApplicationEventPublisher events;

    ChangePassword(
            Accounts accounts,
            PasswordHashing passwords,
            AccountDirectory directory,
            PasswordRules rules,
            MailedTokens tokens,
            SecurityLog log,
            TransactionOperations transactions,
            ApplicationEventPublisher events) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.directory = directory;
        this.rules = rules;
        this.tokens = tokens;
        this.log = log;
        this.transactions = transactions;
        this.events = events;
    }

    PasswordChange change(OwnSession own, String current, String chosen) {
        Optional<AccountProfile> owner = directory.find(own.accountId());
        if (owner.isEmpty()) {
            return new WrongPassword();
        }
        AccountProfile profile = owner.get();
        Source device = Source.device(Objects.requireNonNullElse(own.sessionId(), own.accountId()));
        Optional<ProvenAccount> proven = directory.authenticate(profile.email(), current, account -> device);
        if (proven.isEmpty()) {
            return new WrongPassword();
        }
        Optional<String> objection = PasswordRules.normalised(current).equals(PasswordRules.normalised(chosen))
                ? Optional.of("must be another one than the current password")
                : rules.objection(chosen, profile.email(), profile.displayName());
        if (objection.isPresent()) {
            return new NewPasswordRefused(objection.get());
        }
        String hash = passwords.hash(chosen);
        return Objects.requireNonNull(
                transactions.execute(transaction -> replace(own, proven.get().passwordHash(), hash)));
    }

    /** Of two changes that know the same old password, the first wins. */
    private PasswordChange replace(OwnSession own, String oldHash, String newHash) {
        if (accounts.replacePassword(own.accountId(), oldHash, newHash) == 0) {
            return new WrongPassword();
        }
        tokens.revoke(MailPurpose.PASSWORD_RESET, own.accountId());
        log.record(SecurityEventType.PASSWORD_CHANGED, own.accountId(), own.sessionId());
        events.publishEvent(new CredentialsChanged(own.accountId(), own.sessionId()));
        return new Changed();
    }
}
