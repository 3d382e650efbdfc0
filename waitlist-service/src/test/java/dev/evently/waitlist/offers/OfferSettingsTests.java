package dev.evently.waitlist.offers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OfferSettingsTests {

    private final OfferSettings settings = new OfferSettings(
            Duration.ofMinutes(15),
            Duration.ofMillis(200),
            4,
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            Duration.ofSeconds(1),
            Duration.ofSeconds(3),
            Duration.ofSeconds(1),
            Duration.ofMinutes(1));

    @Test
    void doublesThePauseWithEachFailureUpToItsLimit() {
        assertThat(settings.retryDelayAfter(1)).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.retryDelayAfter(2)).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.retryDelayAfter(6)).isEqualTo(Duration.ofSeconds(32));
        assertThat(settings.retryDelayAfter(7)).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.retryDelayAfter(1_000_000)).isEqualTo(Duration.ofMinutes(1));
    }
}
