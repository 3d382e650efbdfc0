package dev.evently.identity.account;

/** What became of the wish to open an account. */
sealed interface Registration {

    record Registered(AccountProfile account) implements Registration {}

    record EmailTaken() implements Registration {}
}
