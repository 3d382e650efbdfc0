package dev.evently.identity.factor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Time-based one-time passwords (RFC 6238) as authenticator apps make them: HMAC-SHA-1, steps of 30 seconds. */
final class Totp {

    static final int DIGITS = 6;
    static final int PERIOD_SECONDS = 30;

    /** How many steps the clock of the app may be ahead or behind. */
    private static final int DRIFT = 1;

    private static final String HMAC = "HmacSHA1";
    private static final int LARGEST_NIBBLE = 0xf;

    private Totp() {}

    /** The step that an instant is in. */
    static long stepAt(Instant instant) {
        return Math.floorDiv(instant.getEpochSecond(), PERIOD_SECONDS);
    }

    /** The step around this instant whose code this is, the earliest of them later than another step. */
    static OptionalLong stepOf(String code, byte[] secret, Instant now, long later) {
        long current = stepAt(now);
        for (long step = Math.max(current - DRIFT, later + 1); step <= current + DRIFT; step++) {
            if (MessageDigest.isEqual(
                    code.getBytes(StandardCharsets.UTF_8),
                    code(secret, step, DIGITS).getBytes(StandardCharsets.UTF_8))) {
                return OptionalLong.of(step);
            }
        }
        return OptionalLong.empty();
    }

    /** The code of a step (RFC 4226, section 5.3). */
    static String code(byte[] secret, long step, int digits) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret, HMAC));
            byte[] hash =
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int offset = hash[hash.length - 1] & LARGEST_NIBBLE;
            int number = ByteBuffer.wrap(hash).getInt(offset) & Integer.MAX_VALUE;
            return String.format(Locale.ROOT, "%0" + digits + "d", number % (int) Math.pow(10, digits));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("Every JDK has " + HMAC, e);
        }
    }
}
