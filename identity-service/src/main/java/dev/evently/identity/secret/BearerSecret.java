package dev.evently.identity.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * What gives whoever holds it a right, to renew a session for one: 256 random bits that say nothing. A plain SHA-256 of it is
 * safe to store, since there is nothing to guess.
 */
public record BearerSecret(String value) {

    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    public static BearerSecret random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new BearerSecret(BASE64.encodeToString(bytes));
    }

    /** What is stored of it. */
    public String hash() {
        try {
            return BASE64.encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "BearerSecret[hash=%s]".formatted(hash());
    }
}
