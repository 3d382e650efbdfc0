package dev.evently.identity.account;

import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Answers who somebody is. */
@Service
public class AccountDirectory {

    private final Accounts accounts;
    private final PasswordHashing passwords;

    AccountDirectory(Accounts accounts, PasswordHashing passwords) {
        this.accounts = accounts;
        this.passwords = passwords;
    }

    /**
     * The account with this address and password. A wrong password and an unknown address take the same time.
     *
     * <p>Hashes a password: not to be called inside a transaction.
     */
    public Optional<ProvenAccount> authenticate(String email, String password) {
        String address = EmailAddress.of(email).value();
        return passwords
                .prove(password, () -> accounts.findByEmail(address), Account::passwordHash)
                .map(account -> new ProvenAccount(account.profile(), account.passwordHash()));
    }

    /**
     * Whether the password is still the one that was given; it then stays so until the running transaction ends. Whoever
     * opens a session asks inside the transaction, so that a change of the password, which ends the sessions, misses none.
     */
    public boolean stillHolds(ProvenAccount proven) {
        return accounts.lockPassword(proven.account().id(), proven.passwordHash())
                .isPresent();
    }

    public Optional<AccountProfile> find(UUID id) {
        return accounts.findById(id).map(Account::profile);
    }
}
