package dev.evently.identity.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.identity.IdentityClient.Answer;
import dev.evently.testing.MutableClock;
import java.time.Duration;
import java.util.function.Supplier;

/** Guesses of a password or a code that all are wrong. */
public final class Guesses {

    private static final Duration LAST_WAIT = Duration.ofSeconds(32);

    private Guesses() {}

    /**
     * Fails so often that the next attempt has to wait 64 seconds: long enough to see it refused on however slow a machine.
     *
     * @param problem the answer to a guess that was tried
     */
    public static void untilSlowedDown(MutableClock clock, Supplier<Answer> guess, String problem) {
        untilSlowedDown(clock, PasswordAttempts.OF_ONE_SOURCE, guess, problem);
    }

    static void untilSlowedDown(MutableClock clock, Slowdown slowdown, Supplier<Answer> guess, String problem) {
        for (int i = 0; i < slowdown.free(); i++) {
            assertThat(guess.get().problem()).isEqualTo(problem);
        }
        for (Duration wait = Duration.ofSeconds(1); wait.compareTo(LAST_WAIT) <= 0; wait = wait.multipliedBy(2)) {
            clock.advance(wait);
            assertThat(guess.get().problem()).isEqualTo(problem);
        }
    }
}
