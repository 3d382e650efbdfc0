package dev.evently.platform.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.RecordInterceptor;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Gives a service its outbox with a relay per database, its inbox, and consumers of CloudEvents. */
@AutoConfiguration(after = JdbcClientAutoConfiguration.class, before = KafkaAutoConfiguration.class)
@EnableConfigurationProperties({MessagingProperties.class, KafkaProperties.class})
public class MessagingAutoConfiguration {

    private static final Duration SECRETS_KEPT = Duration.ofHours(24);

    /** A segment is deleted as a whole, so its first record stays for so much longer. */
    private static final Duration SECRETS_ROLLED = Duration.ofHours(1);

    private final MessagingProperties settings;

    MessagingAutoConfiguration(MessagingProperties settings) {
        this.settings = settings;
    }

    @Bean
    OutboxSignal outboxSignal() {
        return new OutboxSignal();
    }

    @Bean
    Outbox outbox(JdbcClient jdbc, JsonMapper json, Clock clock, OutboxSignal signal) {
        return new Outbox(jdbc, json, clock, signal);
    }

    @Bean
    Inbox inbox(JdbcClient jdbc, Clock clock) {
        return new Inbox(jdbc, clock);
    }

    @Bean
    @ConditionalOnMissingBean
    PolledEvents polledEvents(PlatformTransactionManager transactions) {
        return new PolledEvents(new TransactionTemplate(transactions));
    }

    @Bean
    @ConditionalOnMissingBean
    OutboxDataSources outboxDataSources(DataSource database) {
        return new OutboxDataSources(Map.of("main", database));
    }

    @Bean
    OutboxRelays outboxRelays(
            OutboxDataSources databases,
            KafkaProperties kafka,
            OutboxSignal signal,
            MeterRegistry metrics,
            @Value("${spring.application.name}") String application) {
        Supplier<Producer<String, byte[]>> producers =
                () -> new KafkaProducer<>(producerSettings(kafka), new StringSerializer(), new ByteArraySerializer());
        List<OutboxRelay> relays = new ArrayList<>();
        databases.byName().forEach((name, database) -> {
            relays.add(new OutboxRelay(
                    name, database, producers, URI.create("/" + application), settings, signal, metrics));
        });
        return new OutboxRelays(relays);
    }

    @Bean
    OutboxWatches outboxWatches(OutboxDataSources databases, Clock clock, MeterRegistry metrics) {
        return new OutboxWatches(databases.byName().entrySet().stream()
                .map(database -> new OutboxWatch(database.getKey(), database.getValue(), clock, metrics))
                .toList());
    }

    /** One for each database, closed together. */
    record OutboxWatches(List<OutboxWatch> all) implements AutoCloseable {

        @Override
        public void close() {
            all.forEach(OutboxWatch::close);
        }
    }

    @Bean
    static MeterFilter kafkaMeters() {
        return new KafkaMeters();
    }

    @Bean
    InboxRetention inboxRetention(OutboxDataSources databases, Clock clock) {
        return new InboxRetention(databases.byName().values(), settings, clock);
    }

    @Bean
    CommonErrorHandler consumerFailures(KafkaProperties kafka) {
        return ConsumerFailures.handler(kafka.buildProducerProperties());
    }

    /** Its type is what Spring Boot looks for to set up listeners. */
    @Bean
    RecordInterceptor<Object, Object> traceInterceptor() {
        return new TraceInterceptor();
    }

    @Bean
    KafkaAdmin.NewTopics eventlyTopics() {
        return new KafkaAdmin.NewTopics(
                Stream.concat(Topics.ALL.stream().flatMap(this::topicAndDeadLetters), secretTopicAndDeadLetters())
                        .toArray(NewTopic[]::new));
    }

    /** Keeps records as long as the secrets in them may be good, and no longer. */
    private Stream<NewTopic> secretTopicAndDeadLetters() {
        return Stream.of(Topics.IDENTITY_MAIL, Topics.deadLetters(Topics.IDENTITY_MAIL))
                .map(topic -> TopicBuilder.name(topic)
                        .partitions(1)
                        .replicas(settings.replicas())
                        .config(TopicConfig.RETENTION_MS_CONFIG, Long.toString(SECRETS_KEPT.toMillis()))
                        .config(TopicConfig.SEGMENT_MS_CONFIG, Long.toString(SECRETS_ROLLED.toMillis()))
                        .build());
    }

    private Stream<NewTopic> topicAndDeadLetters(String topic) {
        return Stream.of(
                TopicBuilder.name(topic)
                        .partitions(settings.partitions())
                        .replicas(settings.replicas())
                        .config(TopicConfig.RETENTION_MS_CONFIG, Long.toString(Topics.retentionMillis(topic)))
                        .build(),
                TopicBuilder.name(Topics.deadLetters(topic))
                        .partitions(1)
                        .replicas(settings.replicas())
                        .config(
                                TopicConfig.RETENTION_MS_CONFIG,
                                Long.toString(Topics.retentionMillis(Topics.deadLetters(topic))))
                        .build());
    }

    private Map<String, Object> producerSettings(KafkaProperties kafka) {
        Map<String, Object> producer = new LinkedHashMap<>(kafka.buildProducerProperties());
        producer.remove(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG);
        producer.remove(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
        producer.put(ProducerConfig.ACKS_CONFIG, "all");
        producer.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // A broker accepts any first sequence number of a producer it does not know. With several requests in flight
        // one
        // that is just starting may refuse the first and take the second.
        producer.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        producer.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 << 10);
        producer.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        producer.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 16L << 20);
        int timeout = Math.toIntExact(settings.sendTimeout().toMillis());
        producer.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, timeout);
        producer.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout);
        // The relay gives up long before, and so nothing is sent after a record that the producer has given up.
        producer.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 6 * timeout);
        return producer;
    }
}
