package dev.evently.event.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.evently.platform.security.Caller;
import dev.evently.testing.IntegrationTest;
import dev.evently.testing.MutableClock;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.ResponseEntity;

@IntegrationTest
class IdempotentRequestsIT {

    private final IdempotentRequests idempotent;
    private final MutableClock clock;
    private final AtomicInteger effects = new AtomicInteger();
    private final Caller caller = new Caller(null, UUID.randomUUID().toString(), Set.of("USER"), Set.of());

    @Autowired
    IdempotentRequestsIT(IdempotentRequests idempotent, MutableClock clock) {
        this.idempotent = idempotent;
        this.clock = clock;
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @Test
    void remembersForAsLongAsItPromises() {
        assertThat(count("key")).isEqualTo(1);
        clock.advance(IdempotentRequests.RETENTION.minusSeconds(1));
        idempotent.forget();
        assertThat(count("key")).isEqualTo(1);
        clock.advance(IdempotentRequests.RETENTION);
        idempotent.forget();
        assertThat(count("key")).isEqualTo(2);
    }

    @Test
    void remembersNothingOfWhatFailed() {
        assertThatIllegalStateException()
                .isThrownBy(() -> idempotent.answer("key", caller, "POST /count", "body", Integer.class, () -> {
                    throw new IllegalStateException("died half-way");
                }));

        assertThat(count("key")).isEqualTo(1);
    }

    @Test
    void runsEveryTimeWithoutAKey() {
        assertThat(count(null)).isEqualTo(1);
        assertThat(count(null)).isEqualTo(2);
    }

    private @Nullable Integer count(@Nullable String key) {
        return idempotent
                .answer(
                        key,
                        caller,
                        "POST /count",
                        "body",
                        Integer.class,
                        () -> ResponseEntity.ok(effects.incrementAndGet()))
                .getBody();
    }
}
