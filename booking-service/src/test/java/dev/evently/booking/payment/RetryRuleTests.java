package dev.evently.booking.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryRuleTests {

    private final RetryRule rule = new RetryRule(Duration.ofSeconds(2), Duration.ofMinutes(1));

    @Test
    void doublesThePauseUpToTheLongest() {
        assertThat(rule.after(1)).isEqualTo(Duration.ofSeconds(2));
        assertThat(rule.after(2)).isEqualTo(Duration.ofSeconds(4));
        assertThat(rule.after(5)).isEqualTo(Duration.ofSeconds(32));
        assertThat(rule.after(6)).isEqualTo(Duration.ofMinutes(1));
        assertThat(rule.after(Integer.MAX_VALUE)).isEqualTo(Duration.ofMinutes(1));
    }
}
