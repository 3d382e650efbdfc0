package dev.evently.notification.source;

import dev.evently.notification.feed.Effect;
import dev.evently.notification.feed.Feed;
import dev.evently.platform.messaging.PolledEvents;
import io.cloudevents.CloudEvent;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Tells what the events of one poll have to say, in one transaction.
 *
 * <p>Most events tell nobody anything. They are known by their type and read no further, and a poll that brings nothing
 * else opens no transaction.
 */
@Component
class PolledNotices {

    private final PolledEvents polled;
    private final Feed feed;

    PolledNotices(PolledEvents polled, Feed feed) {
        this.polled = polled;
        this.feed = feed;
    }

    /**
     * Tells the effects of events, in their order.
     *
     * @param readers by type; an event of any other type tells nobody anything
     */
    void tell(List<ConsumerRecord<String, CloudEvent>> records, Map<String, EffectReader> readers) {
        if (records.stream().anyMatch(record -> isOfConcern(record.value(), readers))) {
            polled.apply(
                    records,
                    events -> feed.tell(events.stream()
                            .flatMap(event -> effects(event, readers))
                            .toList()));
        }
    }

    /** A record that could not be read has no value, and is of concern because it has to be put aside. */
    private static boolean isOfConcern(@Nullable CloudEvent event, Map<String, EffectReader> readers) {
        return event == null || readers.containsKey(event.getType());
    }

    private static Stream<Effect> effects(CloudEvent event, Map<String, EffectReader> readers) {
        EffectReader reader = readers.get(event.getType());
        return reader == null ? Stream.empty() : reader.read(event).stream();
    }
}
