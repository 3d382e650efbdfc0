package dev.evently.event.cache;

import dev.evently.platform.messaging.Topics;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Hears of every change of an event, whichever instance has written it.
 *
 * <p>Each instance reads the whole topic from where it ends when the instance starts, as a member of no group. After an
 * interruption it goes on where it was. What is said before it listens, or while it cannot, it does not need: the first
 * level keeps nothing for long.
 */
@Component
class CatalogueNews implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(CatalogueNews.class);
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private static final List<String> CHANGES = List.of(
            "dev.evently.event.EventPublished.v1",
            "dev.evently.event.EventUpdated.v1",
            "dev.evently.event.EventCancelled.v1");

    private final CatalogueCache cache;
    private final KafkaProperties kafka;
    private final JsonMapper json;
    private volatile @Nullable Thread listener;
    private volatile @Nullable KafkaConsumer<String, byte[]> consumer;
    private volatile boolean listening;

    CatalogueNews(CatalogueCache cache, KafkaProperties kafka, JsonMapper json, MeterRegistry metrics) {
        this.cache = cache;
        this.kafka = kafka;
        this.json = json;
        Gauge.builder("evently.cache.listening", this, news -> news.isListening() ? 1 : 0)
                .description("1 while this instance hears of changes that others make, 0 while it does not")
                .register(metrics);
    }

    @Override
    public void start() {
        Thread starting = Thread.ofPlatform().name("catalogue-news").daemon().unstarted(this::listen);
        listener = starting;
        starting.start();
    }

    @Override
    public void stop() {
        Thread stopping = listener;
        listener = null;
        listening = false;
        KafkaConsumer<String, byte[]> open = consumer;
        if (open != null) {
            open.wakeup();
        } else if (stopping != null) {
            stopping.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return listener != null;
    }

    /** Whether a change made from now on is going to be heard of. */
    boolean isListening() {
        return listening;
    }

    private void listen() {
        while (listener == Thread.currentThread()) {
            try (KafkaConsumer<String, byte[]> opened =
                    new KafkaConsumer<>(settings(), new StringDeserializer(), new ByteArrayDeserializer())) {
                consumer = opened;
                followFromItsEnd(opened);
            } catch (WakeupException | org.apache.kafka.common.errors.InterruptException e) {
                return;
            } catch (KafkaException e) {
                log.warn("Not hearing of changes for the moment: {}", e.toString());
            } finally {
                listening = false;
                consumer = null;
            }
            pause();
        }
    }

    private void followFromItsEnd(KafkaConsumer<String, byte[]> from) {
        List<TopicPartition> partitions = from.partitionsFor(Topics.EVENTS).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        if (partitions.isEmpty()) {
            return;
        }
        from.assign(partitions);
        from.seekToEnd(partitions);
        partitions.forEach(from::position);
        cache.forgetAll();
        listening = true;
        while (listener == Thread.currentThread()) {
            from.poll(POLL).forEach(this::hear);
        }
    }

    /** What cannot be read is nothing to go by, and stops nobody. */
    private void hear(ConsumerRecord<String, byte[]> record) {
        String type = header(record, "ce_type");
        try {
            if (CHANGES.contains(type)) {
                JsonNode data = json.readTree(record.value());
                cache.heard(UUID.fromString(record.key()), data.path("version").asLong());
            } else if (Invalidation.TYPE.equals(type)) {
                Invalidation.Order order = json.readValue(record.value(), Invalidation.Order.class);
                if (order.eventId() == null) {
                    cache.forgetAll();
                } else {
                    cache.forget(order.eventId());
                }
            }
        } catch (JacksonException | IllegalArgumentException e) {
            log.warn("Passing over a {} that cannot be read: {}", type, e.toString());
        }
    }

    private static @Nullable String header(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = kafka.buildConsumerProperties();
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.remove(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG);
        settings.remove(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG);
        settings.remove(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);
        settings.keySet().removeIf(name -> name.startsWith("spring."));
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        // News that waits for company is late.
        settings.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        return settings;
    }

    private void pause() {
        try {
            Thread.sleep(LOOK_AGAIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
