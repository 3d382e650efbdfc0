package dev.evently.knownbad.notification.feed;

import dev.evently.knownbad.notification.mail.Letters;
import java.time.Instant;
import org.springframework.kafka.annotation.KafkaListener;

/** Knows how it is delivered, reads the time by itself and listens to Kafka under a name that does not say so. */
public final class TellingFeed {

    private final Letters letters = new Letters(this);

    @KafkaListener(topics = "evently.bookings")
    void on(String record) {
        letters.write(record + Instant.now());
    }
}
