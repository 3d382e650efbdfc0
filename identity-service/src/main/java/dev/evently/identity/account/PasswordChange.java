package dev.evently.identity.account;

/** What became of the wish to have another password. */
sealed interface PasswordChange {

    record Changed() implements PasswordChange {}

    /** What was given as the current password is not, or no longer, the one of the account. */
    record WrongPassword() implements PasswordChange {}

    /**
     * The new password may not be chosen.
     *
     * @param objection why, in words that follow the name of the field
     */
    record NewPasswordRefused(String objection) implements PasswordChange {}
}
