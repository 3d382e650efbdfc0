package dev.evently.identity.factor;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import org.bouncycastle.util.encoders.Base32;

/**
 * A code on paper: 80 random bits in sixteen letters and digits, in groups of four. A plain SHA-256 of it is safe to store.
 *
 * @param value without hyphens, in capital letters
 */
record RecoveryCode(String value) {

    private static final int BYTES = 10;
    private static final int GROUP = 4;
    private static final SecureRandom RANDOM = new SecureRandom();

    static RecoveryCode random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new RecoveryCode(Base32.toBase32String(bytes));
    }

    /** A code as a person typed it. */
    static RecoveryCode of(String text) {
        return new RecoveryCode(text.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT));
    }

    /** As it is shown. */
    String grouped() {
        return String.join("-", value.split("(?<=\\G.{" + GROUP + "})", -1)).replaceAll("-$", "");
    }

    String hash() {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "RecoveryCode[]";
    }
}
