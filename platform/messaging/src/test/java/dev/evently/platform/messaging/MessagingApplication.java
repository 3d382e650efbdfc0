package dev.evently.platform.messaging;

import io.cloudevents.CloudEvent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.transaction.support.TransactionTemplate;

/** The smallest service that writes and reads events. */
@SpringBootApplication
class MessagingApplication {

    @Bean
    Consumption consumption(Inbox inbox, TransactionTemplate transaction) {
        return new Consumption(inbox, transaction);
    }

    @Bean
    PolledConsumption polledConsumption(PolledEvents polled) {
        return new PolledConsumption(polled);
    }

    /** Takes what each poll brings together, and fails where a test wants it to. */
    static class PolledConsumption {

        static final String LISTENER = "polled";

        private final PolledEvents polled;
        final List<List<String>> committed = new CopyOnWriteArrayList<>();
        final Map<String, RuntimeException> failures = new ConcurrentHashMap<>();

        PolledConsumption(PolledEvents polled) {
            this.polled = polled;
        }

        @KafkaListener(id = LISTENER, idIsGroup = false, topics = Topics.NOTIFICATIONS, batch = "true")
        void on(List<ConsumerRecord<String, CloudEvent>> records) {
            polled.apply(records, events -> {
                List<String> subjects = events.stream()
                        .map(event -> Objects.toString(event.getSubject()))
                        .toList();
                for (String subject : subjects) {
                    RuntimeException failure = failures.get(subject);
                    if (failure != null) {
                        throw failure;
                    }
                }
                committed.add(subjects);
            });
        }

        boolean hasSeen(String subject) {
            return committed.stream().anyMatch(together -> together.contains(subject));
        }
    }

    /** Counts the effects of events and fails where a test wants it to. */
    static class Consumption {

        private final Inbox inbox;
        private final TransactionTemplate transaction;
        final List<String> effects = new CopyOnWriteArrayList<>();
        final Map<String, Consumer<CloudEvent>> failures = new ConcurrentHashMap<>();

        Consumption(Inbox inbox, TransactionTemplate transaction) {
            this.inbox = inbox;
            this.transaction = transaction;
        }

        @KafkaListener(topics = Topics.USERS)
        void on(CloudEvent event) {
            transaction.executeWithoutResult(status -> {
                if (inbox.firstSight("test", event)) {
                    failures.getOrDefault(event.getSubject(), any -> {}).accept(event);
                    effects.add(event.getSubject());
                }
            });
        }
    }
}
