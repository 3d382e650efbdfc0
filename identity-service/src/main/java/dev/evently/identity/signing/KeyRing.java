package dev.evently.identity.signing;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * The signing keys as this instance knows them, read again every half minute: a key signs so long after it was made that
 * every instance publishes it by then. While the database is away, the keys read last go on serving.
 */
@Component
class KeyRing implements JWKSource<SecurityContext> {

    private static final Logger log = LoggerFactory.getLogger(KeyRing.class);

    private final RotateSigningKeys rotation;
    private final Clock clock;
    private volatile KeySchedule schedule;

    KeyRing(RotateSigningKeys rotation, Clock clock, MeterRegistry metrics) {
        this.rotation = rotation;
        this.clock = clock;
        this.schedule = rotation.keepUp();
        Gauge.builder("evently.signing.key.due", this, KeyRing::untilDue)
                .description("Until the signing key is to be replaced; below 0 it is overdue")
                .baseUnit("seconds")
                .register(metrics);
    }

    private double untilDue() {
        return Duration.between(clock.instant(), rotation.successorDue(schedule))
                .toSeconds();
    }

    @Scheduled(fixedDelay = 30, initialDelay = 30, timeUnit = TimeUnit.SECONDS)
    void refresh() {
        try {
            schedule = rotation.keepUp();
        } catch (DataAccessException | TransactionException e) {
            log.warn("The signing keys cannot be read again now: {}", e.toString());
        }
    }

    /** Starts a rotation unless one is under way. Returns the key that signs last of all known ones. */
    SigningKey rotate(UUID administrator) {
        KeySchedule rotated = rotation.rotate(administrator);
        schedule = rotated;
        return rotated.newest();
    }

    /** The key to sign with at this instant. */
    SigningKey signing() {
        return schedule.signing(clock.instant());
    }

    /** Selects among the published keys. */
    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) {
        return selector.select(new JWKSet(List.copyOf(schedule.published(clock.instant()))));
    }
}
