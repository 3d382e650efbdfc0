package dev.evently.notification.mail;

import dev.evently.platform.messaging.EventData;
import dev.evently.platform.messaging.Topics;
import dev.evently.platform.messaging.TraceHeader;
import io.cloudevents.CloudEvent;
import java.time.Instant;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Plans the mails with tokens that identity-service asks for. A record that comes twice plans one. */
@Component
class TokenListener {

    private final TokenDesk desk;
    private final ApplicationEventPublisher events;

    TokenListener(TokenDesk desk, ApplicationEventPublisher events) {
        this.desk = desk;
        this.events = events;
    }

    @KafkaListener(topics = Topics.IDENTITY_MAIL)
    @Transactional
    public void on(CloudEvent event) {
        TokenKind.of(event.getType()).ifPresent(kind -> {
            TokenMail mail = EventData.read(event, TokenMail.class);
            desk.plan(new TokenLetter(
                    event.getId(),
                    0,
                    kind,
                    mail.email(),
                    mail.displayName(),
                    mail.token(),
                    mail.expiresAt(),
                    TraceHeader.of(event)));
            events.publishEvent(new TokenMailPlanned(event.getId()));
        });
    }

    record TokenMail(String email, String displayName, String token, Instant expiresAt) {

        @Override
        public String toString() {
            return "TokenMail[]";
        }
    }
}
