package dev.evently.identity.signing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.evently.identity.audit.SecurityEventType;
import dev.evently.identity.audit.SecurityLog;
import dev.evently.identity.token.TokenSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes signing keys and deletes them. Any number of instances may do so at the same time. */
@Service
class RotateSigningKeys {

    private static final Logger log = LoggerFactory.getLogger(RotateSigningKeys.class);
    private static final int KEY_BITS = 2048;

    /** How far the clocks of those who mint and those who check tokens may differ. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    private final SigningKeys keys;
    private final KeySeal seal;
    private final SecurityLog securityLog;
    private final SigningSettings settings;
    private final Duration retention;
    private final Clock clock;

    RotateSigningKeys(
            SigningKeys keys,
            KeySeal seal,
            SecurityLog securityLog,
            SigningSettings settings,
            TokenSettings tokens,
            Clock clock) {
        this.keys = keys;
        this.seal = seal;
        this.securityLog = securityLog;
        this.settings = settings;
        this.retention = tokens.accessTokenTtl().plus(CLOCK_SKEW);
        this.clock = clock;
    }

    /** The schedule as it is now, after the first key was made, a due one was added and those not needed deleted. */
    @Transactional
    public KeySchedule keepUp() {
        Instant now = clock.instant();
        if (stored().isEmpty()) {
            add(1, now, now, null);
        }
        KeySchedule schedule = schedule();
        if (!now.isBefore(successorDue(schedule))) {
            schedule = addNext(schedule, now, null);
        }
        keys.deleteOlderThan(schedule.oldestNeeded(now).generation());
        return schedule;
    }

    /** When the next key is to be made. */
    public Instant successorDue(KeySchedule schedule) {
        return schedule.newest().signsFrom().plus(settings.rotation());
    }

    /** Adds a key that will sign when everybody has had the time to fetch it; a key that waits already is left to it. */
    @Transactional
    public KeySchedule rotate(@Nullable UUID administrator) {
        Instant now = clock.instant();
        KeySchedule schedule = schedule();
        return schedule.newest().signsAt(now) ? addNext(schedule, now, administrator) : schedule;
    }

    private KeySchedule addNext(KeySchedule schedule, Instant now, @Nullable UUID administrator) {
        add(schedule.newest().generation() + 1, now, now.plus(settings.publication()), administrator);
        return schedule();
    }

    private void add(int generation, Instant now, Instant signsFrom, @Nullable UUID administrator) {
        RSAKey key = generate();
        if (keys.add(generation, key.getKeyID(), seal.seal(key), now, signsFrom) == 1) {
            securityLog.record(SecurityEventType.SIGNING_KEY_ADDED, administrator);
            log.info("Made signing key {}, which signs from {}", key.getKeyID(), signsFrom);
        }
    }

    private KeySchedule schedule() {
        return new KeySchedule(stored(), retention);
    }

    private List<SigningKey> stored() {
        return keys.findAllByOrderByGeneration().stream()
                .map(key -> key.unsealed(seal))
                .toList();
    }

    private static RSAKey generate() {
        try {
            return new RSAKeyGenerator(KEY_BITS)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint(true)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("No RSA key can be made", e);
        }
    }
}
