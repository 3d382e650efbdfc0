package dev.evently.identity.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.identity.Simultaneously;
import dev.evently.platform.web.ProblemException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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

        assertThat(passwords.matches("a long password", hash)).isTrue();
        assertThat(passwords.matches("a long passworD", hash)).isFalse();
        assertThat(passwords.matches("a long password", null)).isFalse();
    }

    @Test
    void saltsEveryHash() {
        assertThat(passwords.hash("a long password")).isNotEqualTo(passwords.hash("a long password"));
    }

    @Test
    void takesPasswordHoweverItsLettersAreComposed() {
        String composed = "un mot de passe pr\u00e9cis";
        String decomposed = "un mot de passe pre\u0301cis";

        assertThat(passwords.matches(decomposed, passwords.hash(composed))).isTrue();
    }

    @Test
    void doesTheSameWorkForUnknownAccountsUntilItIsFull() throws InterruptedException, ExecutionException {
        List<String> outcomes = Simultaneously.run(20, () -> {
            try {
                return passwords.matches("a long password", null) ? "matched" : "refused";
            } catch (ProblemException e) {
                return "turned away with " + e.getStatusCode().value();
            }
        });

        assertThat(outcomes).containsOnly("refused", "turned away with 503");
    }
}
