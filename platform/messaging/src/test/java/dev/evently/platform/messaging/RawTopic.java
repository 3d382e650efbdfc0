package dev.evently.platform.messaging;

import dev.evently.testing.servers.TestServers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic as bytes, for what is no CloudEvent. */
final class RawTopic {

    private RawTopic() {}

    /** Puts text on a topic that no consumer can read. */
    static void publish(String topic, String key, String garbage) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(servers(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            topic, key.getBytes(StandardCharsets.UTF_8), garbage.getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
    }

    /** What was moved aside from a topic so far. */
    static List<ConsumerRecord<byte[], byte[]>> deadLettersOf(String topic) {
        TopicPartition letters = new TopicPartition(Topics.deadLetters(topic), 0);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(servers(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(letters));
            consumer.seekToBeginning(List.of(letters));
            return consumer.poll(Duration.ofSeconds(5)).records(letters);
        }
    }

    private static Map<String, Object> servers() {
        return Map.of("bootstrap.servers", TestServers.shared().kafkaBootstrapServers());
    }
}
