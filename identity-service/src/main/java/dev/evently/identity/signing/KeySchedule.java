package dev.evently.identity.signing;

import com.nimbusds.jose.jwk.RSAKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Which key signs and which are published at an instant.
 *
 * <p>A key is published from its creation until every token it has signed has expired, which is {@code retention} after
 * its successor began to sign.
 *
 * @param keys at least one, oldest first
 */
record KeySchedule(List<SigningKey> keys, Duration retention) {

    KeySchedule {
        keys = List.copyOf(keys);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("There must be a key to sign with");
        }
    }

    SigningKey newest() {
        return keys.getLast();
    }

    SigningKey signing(Instant now) {
        return keys.reversed().stream()
                .filter(key -> key.signsAt(now))
                .findFirst()
                .orElseGet(keys::getFirst);
    }

    List<RSAKey> published(Instant now) {
        int oldest = oldestNeeded(now).generation();
        return keys.stream()
                .filter(key -> key.generation() >= oldest)
                .map(SigningKey::jwk)
                .toList();
    }

    /** The oldest key whose tokens may still be valid. */
    SigningKey oldestNeeded(Instant now) {
        return keys.reversed().stream()
                .filter(key -> key.signsAt(now.minus(retention)))
                .findFirst()
                .orElseGet(keys::getFirst);
    }
}
