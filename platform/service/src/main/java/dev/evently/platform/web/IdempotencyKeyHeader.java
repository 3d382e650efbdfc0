package dev.evently.platform.web;

/**
 * The header {@code Idempotency-Key}: the client's name for a request, under which its repetition is recognised. What keys
 * stand for is kept where their effect is, not here.
 */
public final class IdempotencyKeyHeader {

    public static final String NAME = "Idempotency-Key";
    public static final int MAX_LENGTH = 200;

    private IdempotencyKeyHeader() {}

    /**
     * The key, if it is one.
     *
     * @throws ProblemException {@link CommonProblem#MALFORMED_REQUEST} when it is blank or too long
     */
    public static String checked(String key) {
        if (key.isBlank() || key.length() > MAX_LENGTH) {
            throw new ProblemException(CommonProblem.MALFORMED_REQUEST)
                    .field(NAME, "must have 1 to " + MAX_LENGTH + " characters");
        }
        return key;
    }
}
