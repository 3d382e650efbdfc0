package dev.evently.event.views;

import dev.evently.platform.id.Ids;
import dev.evently.platform.messaging.Topics;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import jakarta.annotation.PreDestroy;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Counts how often published events are read, and tells the sums every few seconds.
 *
 * <p>Not guaranteed: the sums of the running span are lost when the process dies, and those of a span that Kafka does
 * not confirm. A view is worth less than a write to the database for each read.
 */
@Component
public class EventViews {

    static final String COUNTED = "dev.evently.event.EventViewsCounted.v1";

    private static final Logger log = LoggerFactory.getLogger(EventViews.class);
    private static final URI SOURCE = URI.create("/event-service");

    private final Map<UUID, Long> views = new ConcurrentHashMap<>();
    private final KafkaOperations<String, CloudEvent> kafka;
    private final JsonMapper json;
    private final Clock clock;
    private Instant since;

    EventViews(KafkaOperations<String, CloudEvent> kafka, JsonMapper json, Clock clock) {
        this.kafka = kafka;
        this.json = json;
        this.clock = clock;
        this.since = clock.instant();
    }

    /** Counts so many readers. */
    public void count(UUID eventId, long readers) {
        views.merge(eventId, readers, Long::sum);
    }

    /** Sends the sums of the span since the last flush. What cannot be handed to Kafka waits for the next one. */
    @PreDestroy
    @Scheduled(fixedDelayString = "${evently.views.flush-interval:PT2S}")
    synchronized void flush() {
        Instant until = clock.instant();
        for (UUID eventId : List.copyOf(views.keySet())) {
            Long sum = views.remove(eventId);
            if (sum != null && !send(new Counted(eventId, sum, since, until))) {
                views.merge(eventId, sum, Long::sum);
                return;
            }
        }
        since = until;
    }

    private boolean send(Counted counted) {
        String key = counted.eventId().toString();
        CloudEvent event = CloudEventBuilder.v1()
                .withId(Ids.next().toString())
                .withSource(SOURCE)
                .withType(COUNTED)
                .withSubject(key)
                .withTime(counted.to().atOffset(ZoneOffset.UTC))
                .withData("application/json", json.writeValueAsBytes(counted))
                .build();
        try {
            var _ = kafka.send(Topics.EVENTS, key, event).whenComplete((sent, failure) -> {
                if (failure != null) {
                    log.warn("Lost {} views of event {}: {}", counted.views(), key, failure.toString());
                }
            });
            return true;
        } catch (KafkaException | org.apache.kafka.common.KafkaException e) {
            log.warn("Views wait for Kafka: {}", e.toString());
            return false;
        }
    }

    private record Counted(UUID eventId, long views, Instant from, Instant to) {}
}
