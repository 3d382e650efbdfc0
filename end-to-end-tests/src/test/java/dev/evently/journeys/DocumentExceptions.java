package dev.evently.journeys;

import java.util.Map;

/** The operations that {@link DocumentRules} leave alone, each with the reason why it may be as it is. */
final class DocumentExceptions {

    /** Lists without a cursor: they cannot grow. */
    static final Map<String, String> WHOLE_LISTS = Map.of(
            "listReplicas", "there are as many as are configured",
            "listShards", "there are as many as are configured",
            "listTickets", "there is one for each place of a booking, which has a greatest size");

    /** Operations by POST without an {@code Idempotency-Key}: a repetition does no harm, or must not be answered again. */
    static final Map<String, String> REPEATED_WITHOUT_KEY = Map.ofEntries(
            Map.entry("login", "its answer is a secret that is not kept; a session more ends by itself"),
            Map.entry("answerChallenge", "a challenge is answered once, and the answer is a secret that is not kept"),
            Map.entry("refreshSession", "a refresh token that comes twice was stolen, and ends the session"),
            Map.entry("obtainMachineToken", "OAuth 2.0 (RFC 6749) has no such header; a token more does no harm"),
            Map.entry("logout", "a session that was closed stays closed"),
            Map.entry("changePassword", "it asks for the present password, which is another one afterwards"),
            Map.entry("enrolSecondFactor", "it begins anew each time, and the answer is a secret that is not kept"),
            Map.entry("confirmSecondFactor", "a code is accepted once, and the answer is a secret that is not kept"),
            Map.entry("disableSecondFactor", "a code is accepted once"),
            Map.entry("replaceRecoveryCodes", "a code is accepted once, and the answer is a secret that is not kept"),
            Map.entry("requestPasswordReset", "it answers all alike, and how many mails are sent is limited"),
            Map.entry("resetPassword", "the token of a mail is accepted once"),
            Map.entry("sendVerification", "how many mails are sent is limited"),
            Map.entry("verifyEmail", "the token of a mail is accepted once"),
            Map.entry("rotateSigningKey", "a key that waits for its turn is the answer to every repetition"),
            Map.entry("publishEvent", "an event that was published stays published"),
            Map.entry("cancelEvent", "an event that was cancelled stays cancelled"),
            Map.entry("extendHold", "it makes nothing, and no repetition holds longer than the greatest age of a hold"),
            Map.entry("cancelBooking", "what was cancelled is answered again with the refund that was made then"),
            Map.entry("receivePaymentWebhook", "the provider names its messages itself"),
            Map.entry("warmCache", "it makes nothing"),
            Map.entry("invalidateCache", "it makes nothing"));

    /** Reads without an {@code ETag}. */
    static final Map<String, String> ALWAYS_ANSWERED_WHOLE = Map.of(
            "readKeys", "it is Spring Authorization Server's, and a few hundred bytes",
            "readIssuer", "it is Spring Authorization Server's, and a few hundred bytes",
            "readHealth", "it is about this moment",
            "readReadiness", "it is about this moment",
            "readLiveness", "it is about this moment");

    /** Reads whose {@code ETag} is another one each time. */
    static final Map<String, String> MEASURED = Map.of(
            "listShards", "sizes, connections and lags are measured for each answer",
            "listReplicas", "lags are measured for each answer",
            "readAvailability", "it says when its figures were true",
            "readInventory", "it says when its figures were true",
            "readCache", "its hits are counted");

    /** What the gateway answers however often it is asked. */
    static final Map<String, String> UNCOUNTED = Map.of(
            "/health", "who watches the suite asks from one address",
            "/health/ready", "who watches the suite asks from one address",
            "/health/live", "who watches the suite asks from one address",
            "/oauth2/jwks", "the services fetch the keys here, all from one address",
            "/.well-known/openid-configuration", "the services look here for the keys, all from one address");

    private DocumentExceptions() {}
}
