package dev.evently.identity.account;

/** What became of the wish to give an account other roles. */
sealed interface RoleChange {

    record Done(AccountProfile account) implements RoleChange {}

    record UnknownAccount() implements RoleChange {}

    /** Who asks is not, or no longer, an administrator. */
    record NotAdministrator() implements RoleChange {}

    /** Nobody would be left to administer the suite. */
    record LastAdministrator() implements RoleChange {}
}
