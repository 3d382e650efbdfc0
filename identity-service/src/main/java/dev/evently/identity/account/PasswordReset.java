package dev.evently.identity.account;

/** What became of the wish to choose a password with a token that was mailed. */
sealed interface PasswordReset {

    record Reset() implements PasswordReset {}

    /** The token is unknown, has expired, was used, or another one was mailed since. */
    record TokenOver() implements PasswordReset {}

    /**
     * The new password may not be chosen; the token is good still.
     *
     * @param objection why, in words that follow the name of the field
     */
    record NewPasswordRefused(String objection) implements PasswordReset {}
}
