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
    /** A key that will sign was made, by an administrator or, without an account, because it was time. */
    SIGNING_KEY_ADDED,
    CLIENT_TOKEN_ISSUED
}
