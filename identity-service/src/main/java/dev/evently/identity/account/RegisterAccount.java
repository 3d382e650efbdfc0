package dev.evently.identity.account;

import dev.evently.identity.account.Registration.EmailTaken;
import dev.evently.identity.account.Registration.KeyReused;
import dev.evently.identity.account.Registration.PasswordRefused;
import dev.evently.identity.account.Registration.Registered;
import dev.evently.identity.attempt.Source;
import dev.evently.identity.audit.SecurityEventType;
import dev.evently.identity.audit.SecurityLog;
import dev.evently.identity.mail.MailPurpose;
import dev.evently.identity.mail.MailedTokens;
import dev.evently.platform.id.Ids;
import dev.evently.platform.messaging.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Opens accounts. The password is hashed before the transaction begins, so that no connection waits for it. */
@Service
class RegisterAccount {

    private final Accounts accounts;
    private final AccountDirectory directory;
    private final PasswordHashing passwords;
    private final PasswordRules rules;
    private final SecurityLog log;
    private final MailedTokens tokens;
    private final Outbox outbox;
    private final TransactionOperations transactions;
    private final Clock clock;

    RegisterAccount(
            Accounts accounts,
            AccountDirectory directory,
            PasswordHashing passwords,
            PasswordRules rules,
            SecurityLog log,
            MailedTokens tokens,
            Outbox outbox,
            TransactionOperations transactions,
            Clock clock) {
        this.accounts = accounts;
        this.directory = directory;
        this.passwords = passwords;
        this.rules = rules;
        this.log = log;
        this.tokens = tokens;
        this.outbox = outbox;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Opens the account of a person who has chosen the password himself, and asks by mail whether the address is his.
     *
     * @param key the client's name for the request, known to it alone; null when it has none
     */
    Registration signUp(EmailAddress email, String password, String displayName, @Nullable String key) {
        Optional<String> objection = rules.objection(password, email.value(), displayName);
        if (objection.isPresent()) {
            return new PasswordRefused(objection.get());
        }
        Registration registration = inTransaction(
                email,
                password,
                displayName,
                Set.of(Role.USER),
                key,
                id -> tokens.mail(MailPurpose.EMAIL_VERIFICATION, id, email.value(), displayName.strip()));
        return registration instanceof EmailTaken && key != null
                ? repeated(email, password, displayName, key)
                : registration;
    }

    /** Opens an account whose address is the one that whoever runs the suite has given. */
    Registration appoint(EmailAddress email, String password, String displayName, Set<Role> roles) {
        return inTransaction(
                email, password, displayName, roles, null, id -> accounts.verifyEmail(id, clock.instant()));
    }

    /**
     * Whether this request has opened the account before. It is compared with the password as a login is, and counts as an
     * attempt at it, so that who guesses a key has gained nothing.
     */
    private Registration repeated(EmailAddress email, String password, String displayName, String key) {
        if (accounts.findByEmail(email.value())
                .filter(account -> account.openedUnder(key))
                .isEmpty()) {
            return new EmailTaken();
        }
        return directory
                .authenticate(email.value(), password, _ -> Source.registration())
                .map(ProvenAccount::account)
                .filter(account -> account.displayName().equals(displayName.strip()))
                .<Registration>map(Registered::new)
                .orElseGet(KeyReused::new);
    }

    private Registration inTransaction(
            EmailAddress email,
            String password,
            String displayName,
            Set<Role> roles,
            @Nullable String key,
            Consumer<UUID> verification) {
        String hash = passwords.hash(password);
        return Objects.requireNonNull(
                transactions.execute(transaction -> add(email, hash, displayName.strip(), roles, key, verification)));
    }

    private Registration add(
            EmailAddress email,
            String passwordHash,
            String displayName,
            Set<Role> roles,
            @Nullable String key,
            Consumer<UUID> verification) {
        UUID id = Ids.next();
        Instant now = clock.instant();
        String[] roleNames = roles.stream().map(Role::name).toArray(String[]::new);
        if (accounts.add(id, email.value(), displayName, passwordHash, roleNames, now, key) == 0) {
            return new EmailTaken();
        }
        log.record(SecurityEventType.ACCOUNT_REGISTERED, id);
        outbox.append(new UserRegistered(id, email.value(), displayName, now).asIntegrationEvent());
        verification.accept(id);
        return new Registered(accounts.findById(id).orElseThrow().profile());
    }
}
