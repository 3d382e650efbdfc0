package dev.evently.notification.recipient;

import dev.evently.platform.messaging.EventData;
import dev.evently.platform.messaging.Topics;
import io.cloudevents.CloudEvent;
import java.util.UUID;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Learns accounts. Learning one twice changes nothing, so records need no memory of their own. */
@Component
class RecipientListener {

    private final Recipients recipients;

    RecipientListener(Recipients recipients) {
        this.recipients = recipients;
    }

    @KafkaListener(topics = Topics.USERS)
    @Transactional
    public void on(CloudEvent event) {
        if (event.getType().equals("dev.evently.identity.UserRegistered.v1")) {
            UserRegistered user = EventData.read(event, UserRegistered.class);
            recipients.save(new Recipient(user.userId(), user.email(), user.displayName()));
        }
    }

    record UserRegistered(UUID userId, String email, String displayName) {}
}
