package dev.evently.event.views;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.testing.MutableClock;
import dev.evently.testing.contracts.Contracts;
import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventSerializer;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.mock.MockProducerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EventViewsContractTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final MutableClock clock = new MutableClock();
    private final MockProducer<String, CloudEvent> producer = new ReusableProducer();
    private final EventViews views =
            new EventViews(new KafkaTemplate<>(new MockProducerFactory<>(() -> producer)), JSON, clock);
    private final UUID eventId = UUID.randomUUID();

    @Test
    void saysWhatTheContractPromises() {
        view(3);
        clock.advance(Duration.ofSeconds(2));
        views.flush();

        CloudEvent event = producer.history().getFirst().value();
        Contracts.assertValid(EventViews.COUNTED, event);
        assertThat(producer.history().getFirst().key()).isEqualTo(eventId.toString());
        assertThat(data(0).path("views").asLong()).isEqualTo(3);
        assertThat(data(0).path("eventId").asString()).isEqualTo(eventId.toString());
    }

    @Test
    void tellsNothingOfWhatNobodySaw() {
        view(1);
        views.flush();
        views.flush();

        assertThat(producer.history()).hasSize(1);
    }

    @Test
    void tellsLaterWhatKafkaDidNotTake() {
        view(2);
        producer.sendException = new TimeoutException("no metadata");
        views.flush();
        producer.sendException = null;
        view(1);
        views.flush();
        view(5);
        views.flush();

        assertThat(data(0).path("views").asLong()).isEqualTo(3);
        assertThat(data(1).path("views").asLong()).isEqualTo(5);
        assertThat(Instant.parse(data(1).path("from").asString()))
                .isEqualTo(Instant.parse(data(0).path("to").asString()));
    }

    private void view(int times) {
        for (int i = 0; i < times; i++) {
            views.count(eventId, 1);
        }
    }

    private JsonNode data(int index) {
        return JSON.readTree(
                Objects.requireNonNull(producer.history().get(index).value().getData())
                        .toBytes());
    }

    /** The template closes a producer after each record; that of a real factory stays open. */
    private static final class ReusableProducer extends MockProducer<String, CloudEvent> {

        ReusableProducer() {
            super(true, new RoundRobinPartitioner(), new StringSerializer(), new CloudEventSerializer());
        }

        @Override
        public void close(Duration timeout) {}
    }
}
