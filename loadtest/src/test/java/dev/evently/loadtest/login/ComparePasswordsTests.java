package dev.evently.loadtest.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

class ComparePasswordsTests {

    private static final String HASH = new Argon2PasswordEncoder(16, 32, 1, 64, 1).encode("secret");

    @Test
    void countsComparisons() throws Exception {
        assertThat(ComparePasswords.compare("secret", HASH, 2, 0.1)).isPositive();
    }

    @Test
    void failsOnAHashOfAnotherPassword() {
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> ComparePasswords.compare("other", HASH, 1, 0.1))
                .withRootCauseInstanceOf(IllegalStateException.class);
    }
}
