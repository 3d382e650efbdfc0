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
    public Optional<AccountProfile> authenticate(String email, String password) {
        String address = EmailAddress.of(email).value();
        return passwords
                .prove(password, () -> accounts.findByEmail(address), Account::passwordHash)
                .map(Account::profile);
    }

    public Optional<AccountProfile> find(UUID id) {
        return accounts.findById(id).map(Account::profile);
    }
}
