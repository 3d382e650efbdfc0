package dev.evently.identity.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.evently.identity.Simultaneously;
import dev.evently.platform.web.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.QueryTimeoutException;

class PasswordHashingTests {

    private final PasswordHashing passwords = new PasswordHashing(new PasswordSettings(1, 1));

    @AfterEach
    void close() {
        passwords.close();
    }

    @Test
    void usesArgon2idAsOwaspAdvises() {
        assertThat(passwords.hash("a long password")).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    }

    @Test
    void knowsThePasswordAndNoOther() {
        String hash = passwords.hash("a long password");

        assertThat(proves("a long password", Optional.of(hash))).isTrue();
        assertThat(proves("a long passworD", Optional.of(hash))).isFalse();
        assertThat(proves("a long password", Optional.empty())).isFalse();
    }

    @Test
    void takesAboutAsLongForNobodyAsForAWrongPassword() {
        Optional<String> hash = Optional.of(passwords.hash("a long password"));

        assertThat(fastestOfFive(Optional.empty())).isGreaterThan(fastestOfFive(hash) / 3);
    }

    private long fastestOfFive(Optional<String> hash) {
        return IntStream.range(0, 5)
                .mapToLong(n -> {
                    long start = System.nanoTime();
                    assertThat(proves("a wrong password", hash)).isFalse();
                    return System.nanoTime() - start;
                })
                .min()
                .orElseThrow();
    }

    @Test
    void saltsEveryHash() {
        assertThat(passwords.hash("a long password")).isNotEqualTo(passwords.hash("a long password"));
    }

    @Test
    void takesPasswordHoweverItsLettersAreComposed() {
        String composed = "un mot de passe pr\u00e9cis";
        String decomposed = "un mot de passe pre\u0301cis";

        assertThat(proves(decomposed, Optional.of(passwords.hash(composed)))).isTrue();
    }

    @Test
    void looksNothingUpForThoseItTurnsAway() throws InterruptedException, ExecutionException {
        AtomicInteger lookups = new AtomicInteger();
        List<Integer> statuses = Simultaneously.run(20, () -> {
            try {
                passwords.prove(
                        "a long password",
                        () -> {
                            lookups.incrementAndGet();
                            return Optional.<String>empty();
                        },
                        hash -> hash);
                return 401;
            } catch (ProblemException e) {
                return e.getStatusCode().value();
            }
        });

        assertThat(statuses).containsOnly(401, 503);
        assertThat(statuses).filteredOn(status -> status == 401).hasSize(lookups.get());
    }

    @Test
    void passesOnWhyNothingCouldBeLookedUp() {
        assertThatExceptionOfType(QueryTimeoutException.class)
                .isThrownBy(() -> passwords.prove(
                        "a long password",
                        () -> {
                            throw new QueryTimeoutException("the database is away");
                        },
                        hash -> "none"));
    }

    private boolean proves(String password, Optional<String> hash) {
        return passwords.prove(password, () -> hash, Function.identity()).isPresent();
    }
}
