package dev.evently.event.views;

import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventSerializer;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;

/** The way of what may get lost: straight to Kafka, without waiting for it when it is away. */
@Configuration(proxyBeanMethods = false)
class ViewsKafka {

    @Bean
    ProducerFactory<String, CloudEvent> viewsProducers(KafkaProperties kafka) {
        Map<String, Object> settings = kafka.buildProducerProperties();
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 4L << 20);
        return new DefaultKafkaProducerFactory<>(settings, new StringSerializer(), new CloudEventSerializer());
    }

    @Bean
    KafkaTemplate<String, CloudEvent> viewsTemplate(ProducerFactory<String, CloudEvent> viewsProducers) {
        return new KafkaTemplate<>(viewsProducers);
    }
}
