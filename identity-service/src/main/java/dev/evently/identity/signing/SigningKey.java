package dev.evently.identity.signing;

import com.nimbusds.jose.jwk.RSAKey;
import java.time.Instant;

/**
 * A key pair that signs access tokens.
 *
 * @param generation 1 for the first key of all, one more for each that follows
 * @param signsFrom from when on it signs, until its successor does
 */
record SigningKey(int generation, RSAKey jwk, Instant createdAt, Instant signsFrom) {

    boolean signsAt(Instant instant) {
        return !instant.isBefore(signsFrom);
    }

    @Override
    public String toString() {
        return "SigningKey[generation=%d, kid=%s]".formatted(generation, jwk.getKeyID());
    }
}
