package dev.evently.identity.account;

/** What became of the wish to open an account. */
sealed interface Registration {

    /** The account is open: by this request, or by an earlier one with the same key. */
    record Registered(AccountProfile account) implements Registration {}

    record EmailTaken() implements Registration {}

    /** The account was opened under this key by another request: its name or its password differ. */
    record KeyReused() implements Registration {}

    /**
     * The password may not be chosen.
     *
     * @param objection why, in words that follow the name of the field
     */
    record PasswordRefused(String objection) implements Registration {}
}
