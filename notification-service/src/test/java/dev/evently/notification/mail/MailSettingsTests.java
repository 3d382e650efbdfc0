package dev.evently.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MailSettingsTests {

    @Test
    void doublesTheDelayUpToTheLongest() throws AddressException {
        MailSettings settings = new MailSettings(
                new InternetAddress("Evently <tickets@evently.example>"),
                20,
                Duration.ofMillis(500),
                Duration.ofMinutes(2),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofDays(3));

        assertThat(IntStream.rangeClosed(1, 5).mapToObj(settings::retryAfter))
                .containsExactly(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(30));
        assertThat(settings.retryAfter(Integer.MAX_VALUE)).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.domain()).isEqualTo("evently.example");
    }
}
