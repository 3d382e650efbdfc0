package dev.evently.platform.messaging;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventSerializer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * What happens to a record whose consumer fails.
 *
 * <p>A database that is away is waited for, however long it takes: the record is not to blame. Anything else is tried
 * again a few times and then moved to {@code <topic>.dlt} with the reason in its headers, so that it stops nobody.
 */
final class ConsumerFailures {

    private static final int ATTEMPTS = 4;

    private ConsumerFailures() {}

    static CommonErrorHandler handler(Map<String, Object> producerSettings) {
        DefaultErrorHandler handler = new DefaultErrorHandler(deadLetters(producerSettings), blamed());
        handler.setBackOffFunction((record, failure) -> isAway(failure) ? unlimited() : blamed());
        return handler;
    }

    private static DeadLetterPublishingRecoverer deadLetters(Map<String, Object> producerSettings) {
        Map<Class<?>, KafkaOperations<?, ?>> templates = new LinkedHashMap<>();
        templates.put(CloudEvent.class, template(producerSettings, new CloudEventSerializer()));
        templates.put(byte[].class, template(producerSettings, new ByteArraySerializer()));
        return new DeadLetterPublishingRecoverer(
                templates, (record, failure) -> new TopicPartition(Topics.deadLetters(record.topic()), -1));
    }

    private static <V> KafkaTemplate<String, V> template(Map<String, Object> settings, Serializer<V> serializer) {
        Map<String, Object> own = new LinkedHashMap<>(settings);
        own.remove(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG);
        own.remove(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
        return new KafkaTemplate<>(new DefaultKafkaProducerFactory<>(own, new StringSerializer(), serializer));
    }

    private static boolean isAway(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DataAccessResourceFailureException
                    || cause instanceof TransientDataAccessException
                    || cause instanceof CannotCreateTransactionException) {
                return true;
            }
        }
        return false;
    }

    private static BackOff unlimited() {
        ExponentialBackOff backOff = new ExponentialBackOff(200, 2);
        backOff.setMaxInterval(5_000);
        return backOff;
    }

    private static BackOff blamed() {
        ExponentialBackOff backOff = new ExponentialBackOff(100, 3);
        backOff.setMaxInterval(2_000);
        backOff.setMaxAttempts(ATTEMPTS);
        return backOff;
    }
}
