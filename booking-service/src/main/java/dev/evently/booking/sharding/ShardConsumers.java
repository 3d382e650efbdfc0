package dev.evently.booking.sharding;

import static java.util.stream.Collectors.groupingBy;

import io.cloudevents.CloudEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.MessageListener;
import org.springframework.stereotype.Component;

/** Runs a consumer group for each shard and topic; all {@link ShardConsumer}s of a topic see each event in turn. */
@Component
final class ShardConsumers implements SmartLifecycle {

    private final ConcurrentKafkaListenerContainerFactory<String, CloudEvent> factory;
    private final Map<String, List<ShardConsumer>> byTopic;
    private final Shards shards;
    private final String application;
    private final List<ConcurrentMessageListenerContainer<String, CloudEvent>> running = new ArrayList<>();

    ShardConsumers(
            ConcurrentKafkaListenerContainerFactory<String, CloudEvent> factory,
            List<ShardConsumer> consumers,
            Shards shards,
            @Value("${spring.application.name}") String application) {
        this.factory = factory;
        this.byTopic = consumers.stream().collect(groupingBy(ShardConsumer::topic));
        this.shards = shards;
        this.application = application;
    }

    @Override
    public void start() {
        byTopic.forEach((topic, consumers) -> shards.all().forEach(shard -> start(topic, shard, consumers)));
    }

    private void start(String topic, ShardId shard, List<ShardConsumer> consumers) {
        String group = application + "-shard-" + shard.number();
        ConcurrentMessageListenerContainer<String, CloudEvent> container = factory.createContainer(topic);
        container.setBeanName(group);
        container.getContainerProperties().setGroupId(group);
        container.getContainerProperties().setMessageListener((MessageListener<String, CloudEvent>)
                record -> consumers.forEach(consumer -> consumer.on(shard, record.value())));
        container.start();
        running.add(container);
    }

    @Override
    public void stop() {
        running.parallelStream().forEach(ConcurrentMessageListenerContainer::stop);
        running.clear();
    }

    @Override
    public boolean isRunning() {
        return !running.isEmpty();
    }
}
