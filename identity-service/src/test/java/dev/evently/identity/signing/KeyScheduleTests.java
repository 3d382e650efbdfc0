package dev.evently.identity.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyScheduleTests {

    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
    private static final Duration RETENTION = Duration.ofMinutes(16);
    private static final SigningKey FIRST = key(1, Duration.ZERO, Duration.ZERO);
    private static final SigningKey SECOND = key(2, Duration.ofDays(30), Duration.ofMinutes(10));

    private final KeySchedule schedule = new KeySchedule(List.of(FIRST, SECOND), RETENTION);

    @Test
    void publishesNewKeyBeforeItSigns() {
        Instant waiting = SECOND.signsFrom().minusSeconds(1);

        assertThat(schedule.signing(waiting)).isEqualTo(FIRST);
        assertThat(schedule.published(waiting)).containsExactly(FIRST.jwk(), SECOND.jwk());
    }

    @Test
    void signsWithNewKeyFromItsTimeOn() {
        assertThat(schedule.signing(SECOND.signsFrom())).isEqualTo(SECOND);
    }

    @Test
    void publishesOldKeyUntilItsLastTokenHasExpired() {
        Instant lastNeed = SECOND.signsFrom().plus(RETENTION);

        assertThat(schedule.published(lastNeed.minusNanos(1))).containsExactly(FIRST.jwk(), SECOND.jwk());
        assertThat(schedule.published(lastNeed)).containsExactly(SECOND.jwk());
    }

    @Test
    void signsWithTheOldestKeyWhenTheClockIsBehindAll() {
        Instant before = START.minusSeconds(5);

        assertThat(schedule.signing(before)).isEqualTo(FIRST);
        assertThat(schedule.published(before)).contains(FIRST.jwk());
    }

    @Test
    void needsKey() {
        assertThatIllegalArgumentException().isThrownBy(() -> new KeySchedule(List.of(), RETENTION));
    }

    @Test
    void keepsPrivateKeysOutOfLogs() {
        assertThat(schedule.toString())
                .doesNotContain(FIRST.jwk().getPrivateExponent().toString());
    }

    private static SigningKey key(int generation, Duration createdAfter, Duration signsAfter) {
        try {
            RSAKey jwk = new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
            Instant created = START.plus(createdAfter);
            return new SigningKey(generation, jwk, created, created.plus(signsAfter));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
