package dev.evently.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTests {

    @ParameterizedTest
    @CsvSource({
        "9000, EUR, EUR 90.00",
        "5, EUR, EUR 0.05",
        "0, EUR, EUR 0.00",
        "123456789, USD, 'USD 1,234,567.89'",
        "4500, JPY, 'JPY 4,500'",
        "12345, KWD, KWD 12.345",
        "9223372036854775807, EUR, 'EUR 92,233,720,368,547,758.07'"
    })
    void givesAmountsTheDecimalsOfTheirCurrency(long amount, String currency, String expected) {
        assertThat(Wording.money(amount, currency)).isEqualTo(expected);
    }

    @Test
    void refusesCurrencyThatIsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> Wording.money(1, "EUX"));
    }

    @ParameterizedTest
    @CsvSource({
        "2027-03-12T19:00:00Z, Europe/Berlin, 'Friday, 12 March 2027, 20:00 (Europe/Berlin)'",
        "2027-07-31T23:30:00Z, Europe/Berlin, 'Sunday, 1 August 2027, 01:30 (Europe/Berlin)'",
        "2027-07-31T23:30:00Z, America/New_York, 'Saturday, 31 July 2027, 19:30 (America/New_York)'"
    })
    void givesTimesInTheZoneOfTheEvent(Instant time, ZoneId zone, String expected) {
        assertThat(Wording.time(time.atZone(zone))).isEqualTo(expected);
    }

    @Test
    void keepsHeadersOnOneLine() {
        assertThat(Wording.oneLine(" Jazz\r\nBcc: all@example.org\u0000 ")).isEqualTo("Jazz Bcc: all@example.org");
    }
}
