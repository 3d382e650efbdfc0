package dev.evently.identity.account;

/** What became of the wish to open an account. */
sealed interface Registration {

    record Registered(AccountProfile account) implements Registration {}

    record EmailTaken() implements Registration {}

    /**
     * The password may not be chosen.
     *
     * @param objection why, in words that follow the name of the field
     */
    record PasswordRefused(String objection) implements Registration {}
}
