package dev.evently.sandbox.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WebhookSettingsTests {

    private final WebhookSettings settings = new WebhookSettings(
            URI.create("http://127.0.0.1"),
            "secret",
            Duration.ofMillis(500),
            Duration.ofSeconds(30),
            Duration.ofSeconds(2),
            Duration.ofSeconds(10));

    @Test
    void doublesThePauseUpToTheLongest() {
        assertThat(settings.retryAfter(1)).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.retryAfter(2)).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.retryAfter(6)).isEqualTo(Duration.ofSeconds(16));
        assertThat(settings.retryAfter(7)).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.retryAfter(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(30));
    }
}
