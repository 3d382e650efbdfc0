package dev.evently.identity.account;

/**
 * An account whose password was given, and what that was compared with.
 *
 * @param passwordHash tells whether the password has been changed since, see {@link AccountDirectory#hold}
 */
public record ProvenAccount(AccountProfile account, String passwordHash) {

    @Override
    public String toString() {
        return "ProvenAccount[account=%s]".formatted(account.id());
    }
}
