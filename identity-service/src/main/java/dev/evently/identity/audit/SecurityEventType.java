package dev.evently.identity.audit;

/** What can happen. The names are part of the wire contract; more may come. */
public enum SecurityEventType {
    ACCOUNT_REGISTERED,
    LOGGED_IN,
    /** A wrong password was given, to sign in or to change it; without an account where nobody has the address. */
    LOGIN_FAILED,
    LOGGED_OUT,
    /** A refresh token came twice, and its session was ended. */
    REFRESH_TOKEN_REUSED,
    SESSION_ENDED,
    OTHER_SESSIONS_ENDED,
    PASSWORD_CHANGED,
    /** A token to choose another password was mailed, since somebody who knows the address asked for it. */
    PASSWORD_RESET_REQUESTED,
    /** The password was replaced by who had read that mail. */
    PASSWORD_RESET,
    EMAIL_VERIFIED,
    /** The account was given a role of the suite, or lost one, by the administrator whose session it is. */
    ROLES_CHANGED,
    SECOND_FACTOR_ENABLED,
    SECOND_FACTOR_DISABLED,
    /** A wrong code was given for the second factor, or one that was used before. */
    CODE_REFUSED,
    RECOVERY_CODE_USED,
    RECOVERY_CODES_REPLACED,
    /** A key that will sign was made, by an administrator or, without an account, because it was time. */
    SIGNING_KEY_ADDED,
    CLIENT_TOKEN_ISSUED,
    /** A wrong secret was given for a client; taken down once a minute at most. */
    CLIENT_REFUSED
}
