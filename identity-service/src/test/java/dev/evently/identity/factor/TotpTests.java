package dev.evently.identity.factor;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTests {

    /** The secret of RFC 6238, appendix B. */
    private static final byte[] SECRET = "12345678901234567890".getBytes(US_ASCII);

    private static final Instant NOW = Instant.ofEpochSecond(1_111_111_111);
    private static final long STEP = Totp.stepAt(NOW);

    @ParameterizedTest
    @CsvSource({
        "59, 94287082",
        "1111111109, 07081804",
        "1111111111, 14050471",
        "1234567890, 89005924",
        "2000000000, 69279037",
        "20000000000, 65353130"
    })
    void makesTheCodesOfTheStandard(long seconds, String code) {
        assertThat(Totp.code(SECRET, Totp.stepAt(Instant.ofEpochSecond(seconds)), 8))
                .isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"-2, false", "-1, true", "0, true", "1, true", "2, false"})
    void forgivesAClockThatIsOneStepOff(int drift, boolean accepted) {
        String code = Totp.code(SECRET, STEP + drift, Totp.DIGITS);

        assertThat(Totp.stepOf(code, SECRET, NOW, -1).isPresent()).isEqualTo(accepted);
    }

    @Test
    void takesNoCodeOfAStepThatHasPassedAlready() {
        String code = Totp.code(SECRET, STEP, Totp.DIGITS);

        assertThat(Totp.stepOf(code, SECRET, NOW, STEP - 1)).hasValue(STEP);
        assertThat(Totp.stepOf(code, SECRET, NOW, STEP)).isEmpty();
    }
}
