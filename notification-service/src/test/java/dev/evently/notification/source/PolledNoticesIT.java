package dev.evently.notification.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.evently.notification.NotificationServiceTest;
import dev.evently.notification.World;
import dev.evently.notification.feed.Feed;
import dev.evently.notification.feed.Notification;
import dev.evently.platform.messaging.Topics;
import dev.evently.testing.KafkaProbe;
import dev.evently.testing.TestEvents;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.transaction.ConfigurableTransactionManager;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/** What the events of one poll do, some of which tell nobody anything and some of which cannot be handled. */
@NotificationServiceTest
class PolledNoticesIT {

    private static final String CREATED = "dev.evently.booking.BookingCreated.v1";
    private static final String CONFIRMED = "dev.evently.booking.BookingConfirmed.v1";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final World world = new World();
    private final World neighbour = new World();

    /** Of all that a test publishes, so that one poll brings it all. */
    private final String key = UUID.randomUUID().toString();

    @Autowired
    private BookingListener bookings;

    @Autowired
    private Feed feed;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private KafkaListenerEndpointRegistry listeners;

    @Autowired
    private ConfigurableTransactionManager transactions;

    @AfterEach
    void goOn() {
        listener().start();
    }

    @Test
    void areToldInOneTransaction() {
        listener().stop();
        IntStream.range(0, 5).forEach(number -> {
            publish(CREATED, Map.of());
            publish(CONFIRMED, world.confirmedBooking());
            publish("dev.evently.booking.SomethingNew.v1", Map.of());
            publish(CONFIRMED, neighbour.confirmedBooking());
        });
        listener().start();

        awaitTold(5);
        assertThat(jdbc.sql("SELECT DISTINCT xmin::text FROM notification WHERE user_id IN (:ours)")
                        .param("ours", List.of(world.userId, neighbour.userId))
                        .query(String.class)
                        .list())
                .hasSize(1);
    }

    @Test
    void sufferNotFromAPoisonAmongThem() {
        try (KafkaProbe deadLetters = KafkaProbe.on(Topics.BOOKINGS + ".dlt")) {
            listener().stop();
            publish(CONFIRMED, world.confirmedBooking());
            CloudEvent unreadable = publish(CONFIRMED, with(world.confirmedBooking(), "total", "much"));
            publish(CONFIRMED, neighbour.confirmedBooking());
            CloudEvent unspeakable = publish(CONFIRMED, with(world.confirmedBooking(), "currency", "\0"));
            publish(CONFIRMED, world.confirmedBooking());
            publish(CREATED, Map.of());
            publish(CONFIRMED, neighbour.confirmedBooking());
            listener().start();

            awaitTold(2);
            Stream.of(unreadable, unspeakable)
                    .forEach(poison -> deadLetters.awaitType(
                            CONFIRMED, event -> event.getId().equals(poison.getId())));
        }
        assertThat(told(world)).hasSize(2);
        assertThat(told(neighbour)).hasSize(2);
    }

    @Test
    void openNoTransactionWhenTheyTellNobodyAnything() {
        List<CloudEvent> rush = IntStream.range(0, 100)
                .mapToObj(number -> TestEvents.event(CREATED, key, "not even JSON"))
                .toList();
        CloudEvent confirmed = TestEvents.event(CONFIRMED, key, world.confirmedBooking());

        assertThat(transactionsOf(() -> bookings.on(records(rush)))).isZero();
        assertThat(transactionsOf(() -> bookings.on(records(
                        Stream.concat(rush.stream(), Stream.of(confirmed)).toList()))))
                .isEqualTo(1);
        assertThat(told(world)).hasSize(1);
    }

    @Test
    void blameTheRecordThatCannotBeRead() {
        CloudEvent created = TestEvents.event(CREATED, key, Map.of());

        assertThatExceptionOfType(BatchListenerFailedException.class)
                .isThrownBy(() -> bookings.on(records(Arrays.asList(created, null))))
                .satisfies(failure -> assertThat(failure.getIndex()).isEqualTo(1));
    }

    private CloudEvent publish(String type, Object data) {
        return TestEvents.publish(Topics.BOOKINGS, key, type, key, data);
    }

    private static Map<String, Object> with(Map<String, Object> data, String field, Object value) {
        Map<String, Object> changed = new HashMap<>(data);
        changed.put(field, value);
        return changed;
    }

    private static List<ConsumerRecord<String, CloudEvent>> records(List<? extends @Nullable CloudEvent> events) {
        return IntStream.range(0, events.size())
                .mapToObj(offset -> new ConsumerRecord<>(Topics.BOOKINGS, 0, offset, "key", events.get(offset)))
                .toList();
    }

    private void awaitTold(int each) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(told(world)).hasSize(each);
            assertThat(told(neighbour)).hasSize(each);
        });
    }

    private List<Notification> told(World user) {
        return feed.after(user.userId, 0, 100);
    }

    /** What is published while it is stopped is all there when it fetches again. */
    private MessageListenerContainer listener() {
        return listeners.getListenerContainers().stream()
                .filter(container -> Arrays.asList(Objects.requireNonNull(
                                container.getContainerProperties().getTopics()))
                        .contains(Topics.BOOKINGS))
                .findFirst()
                .orElseThrow();
    }

    /** How many transactions this thread begins meanwhile. */
    private int transactionsOf(Runnable action) {
        AtomicInteger begun = new AtomicInteger();
        Thread caller = Thread.currentThread();
        TransactionExecutionListener counter = new TransactionExecutionListener() {
            @Override
            public void beforeBegin(TransactionExecution transaction) {
                if (Thread.currentThread() == caller) {
                    begun.incrementAndGet();
                }
            }
        };
        Collection<TransactionExecutionListener> others = transactions.getTransactionExecutionListeners();
        transactions.setTransactionExecutionListeners(
                Stream.concat(others.stream(), Stream.of(counter)).toList());
        try {
            action.run();
        } finally {
            transactions.setTransactionExecutionListeners(others);
        }
        return begun.get();
    }
}
