package dev.evently.platform.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.platform.messaging.MessagingApplication.PolledConsumption;
import dev.evently.testing.IntegrationTest;
import dev.evently.testing.TestEvents;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;

@IntegrationTest
class PolledEventsIT {

    private static final String TYPE = "dev.evently.test.Seen.v1";
    private static final String KEY = "one-key";

    @Autowired
    private PolledConsumption consumption;

    @Autowired
    private KafkaListenerEndpointRegistry listeners;

    @Test
    void haveTheirEffectTogether() {
        listener().stop();
        List<String> fetchedAtOnce = publishSome();
        listener().start();

        await(fetchedAtOnce.getLast());
        assertThat(consumption.committed)
                .anySatisfy(together -> assertThat(together).containsSubsequence(fetchedAtOnce));
    }

    @Test
    void sufferNotFromAPoisonAmongThem() throws Exception {
        String poison = UUID.randomUUID().toString();
        consumption.failures.put(poison, new IllegalArgumentException("cannot be handled"));
        listener().stop();
        List<String> before = publishSome();
        publish(poison);
        RawTopic.publish(Topics.NOTIFICATIONS, KEY, poison);
        List<String> after = publishSome();
        listener().start();

        await(after.getLast());
        assertThat(seen())
                .containsSubsequence(before)
                .containsSubsequence(after)
                .doesNotContain(poison);
        Awaitility.await()
                .untilAsserted(() -> assertThat(RawTopic.deadLettersOf(Topics.NOTIFICATIONS))
                        .anySatisfy(letter -> assertThat(new String(letter.value(), StandardCharsets.UTF_8))
                                .isEqualTo(poison))
                        .anySatisfy(letter -> assertThat(new String(
                                        letter.headers()
                                                .lastHeader("ce_subject")
                                                .value(),
                                        StandardCharsets.UTF_8))
                                .isEqualTo(poison)));
    }

    /** What is published while it is stopped is all there when it fetches again. */
    private MessageListenerContainer listener() {
        return Objects.requireNonNull(listeners.getListenerContainer(PolledConsumption.LISTENER));
    }

    private List<String> seen() {
        return consumption.committed.stream().flatMap(List::stream).toList();
    }

    private void await(String subject) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> consumption.hasSeen(subject));
    }

    private static List<String> publishSome() {
        return IntStream.range(0, 5)
                .mapToObj(number -> UUID.randomUUID().toString())
                .peek(PolledEventsIT::publish)
                .toList();
    }

    private static void publish(String subject) {
        TestEvents.publish(Topics.NOTIFICATIONS, KEY, TYPE, subject, Map.of());
    }
}
