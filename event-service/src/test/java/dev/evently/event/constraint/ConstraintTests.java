package dev.evently.event.constraint;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConstraintTests {

    private final ValidatorFactory validators = Validation.buildDefaultValidatorFactory();
    private final Validator validator = validators.getValidator();

    private record Words(
            @TimeZoneName @Nullable String zone,
            @CurrencyCode @Nullable String currency,
            @CountryCode @Nullable String country,
            @SingleLine @Nullable String line) {}

    @AfterAll
    void close() {
        validators.close();
    }

    @Test
    void letsAbsentWordsPass() {
        assertThat(validate(new Words(null, null, null, null))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Berlin", "UTC", "America/Argentina/Buenos_Aires", "Etc/GMT+5"})
    void knowsZones(String zone) {
        assertThat(validate(new Words(zone, null, null, null))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "europe/berlin", "+02:00", "Z", "GMT+2", "Europe/Atlantis"})
    void refusesWhatIsNoZone(String zone) {
        assertThat(validate(new Words(zone, null, null, null))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EUR", "USD", "JPY", "CHF", "KWD"})
    void knowsCurrencies(String currency) {
        assertThat(validate(new Words(null, currency, null, null))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "eur", "EURO", "XXX", "XAU", "DEM", "BTC"})
    void refusesWhatIsNoCurrency(String currency) {
        assertThat(validate(new Words(null, currency, null, null))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "de", "DEU", "ZZ", "UK"})
    void refusesWhatIsNoCountry(String country) {
        assertThat(validate(new Words(null, null, "DE", null))).isEmpty();
        assertThat(validate(new Words(null, null, country, null))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "a\nb", "a\u0007", "\u0000", "a\u0085b"})
    void refusesWhatIsNoLine(String line) {
        assertThat(validate(new Words(null, null, null, "One line \ud83c\udfaa")))
                .isEmpty();
        assertThat(validate(new Words(null, null, null, line))).hasSize(1);
    }

    private Set<ConstraintViolation<Words>> validate(Words words) {
        return validator.validate(words);
    }
}
