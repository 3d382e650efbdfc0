package dev.evently.platform.messaging;

import io.cloudevents.CloudEvent;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.log.LogAccessor;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.support.KafkaUtils;
import org.springframework.kafka.support.serializer.DeserializationException;
import org.springframework.kafka.support.serializer.SerializationUtils;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Gives the events that a consumer fetched at once their effect in one transaction, which costs one commit instead of one
 * each. If that fails they are tried again one by one, each in a transaction of its own, so that the one to blame is known
 * and its neighbours have their effect.
 */
public class PolledEvents {

    private static final Logger log = LoggerFactory.getLogger(PolledEvents.class);
    private static final LogAccessor DESERIALIZATION_LOG = new LogAccessor(PolledEvents.class);

    private final TransactionOperations transaction;

    PolledEvents(TransactionOperations transaction) {
        this.transaction = transaction;
    }

    /**
     * For a listener with {@code batch = "true"}.
     *
     * @param effect what some of the events do, in their order; repeatable
     * @throws BatchListenerFailedException naming the first record that failed; those before it have had their effect
     */
    public void apply(List<ConsumerRecord<String, CloudEvent>> records, Consumer<List<CloudEvent>> effect) {
        if (records.size() > 1 && records.stream().allMatch(record -> unreadable(record) == null)) {
            try {
                together(records, effect);
                return;
            } catch (RuntimeException e) {
                log.info(
                        "{} events cannot have their effect together, trying each alone: {}",
                        records.size(),
                        e.toString());
            }
        }
        for (int index = 0; index < records.size(); index++) {
            alone(records.get(index), index, effect);
        }
    }

    private void alone(ConsumerRecord<String, CloudEvent> record, int index, Consumer<List<CloudEvent>> effect) {
        try {
            DeserializationException unreadable = unreadable(record);
            if (unreadable != null) {
                throw unreadable;
            }
            together(List.of(record), effect);
        } catch (RuntimeException e) {
            throw new BatchListenerFailedException("An event has no effect", e, index);
        }
    }

    private void together(List<ConsumerRecord<String, CloudEvent>> records, Consumer<List<CloudEvent>> effect) {
        RecordSpans.during(records, events -> transaction.executeWithoutResult(status -> effect.accept(events)));
    }

    private static @Nullable DeserializationException unreadable(ConsumerRecord<?, ?> record) {
        return SerializationUtils.getExceptionFromHeader(
                record, KafkaUtils.VALUE_DESERIALIZER_EXCEPTION_HEADER, DESERIALIZATION_LOG);
    }
}
