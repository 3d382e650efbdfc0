package com.example.sales;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a table of what is sold of each event, from the records of bookings alone.
 *
 * <p>Run as many of it as you like under one group id: Kafka shares the partitions among them, and gives those of one that
 * dies to the others. Whatever is delivered again is found in the table of what was seen and passed over.
 */
public final class SalesPerEvent {

    private static final Logger log = LoggerFactory.getLogger(SalesPerEvent.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long RETRY_MILLIS = 1_000;

    private final Consumer<String, byte[]> consumer;
    private final SalesStore store;
    private volatile boolean running = true;

    private SalesPerEvent(Consumer<String, byte[]> consumer, SalesStore store) {
        this.consumer = consumer;
        this.store = store;
    }

    public static void main(String[] arguments) throws IOException, SQLException, InterruptedException {
        if (arguments.length != 1) {
            System.err.println("Usage: SalesPerEvent <file with the settings of Kafka's client>");
            System.exit(2);
        }
        SalesStore store =
                new SalesStore(setting("SALES_DB_URL"), setting("SALES_DB_USER"), setting("SALES_DB_PASSWORD"));
        store.createTables();
        SalesPerEvent program = new SalesPerEvent(consumer(Path.of(arguments[0])), store);
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> program.stop(main)));
        program.run(System.getenv().getOrDefault("SALES_TOPIC", "evently.bookings"));
    }

    private static Consumer<String, byte[]> consumer(Path file) throws IOException {
        Properties settings = new Properties();
        // The program says when a record is done with, and a new group begins with the first record there is.
        settings.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        // While partitions move from one instance to another, the others go on.
        settings.setProperty(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        try (Reader reader = Files.newBufferedReader(file)) {
            settings.load(reader);
        }
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private static String setting(String name) {
        String value = System.getenv(name);
        if (value == null) {
            throw new IllegalArgumentException("The environment variable " + name + " is missing");
        }
        return value;
    }

    private void run(String topic) throws InterruptedException {
        consumer.subscribe(List.of(topic));
        log.info("Reading {}", topic);
        try {
            while (running) {
                handle(consumer.poll(POLL));
            }
        } finally {
            // Leaves the group, so that others take over at once.
            consumer.close();
            store.close();
        }
        log.info("Ended in order");
    }

    /** Lets the records at hand finish. */
    private void stop(Thread main) {
        running = false;
        try {
            main.join(Duration.ofSeconds(20).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void handle(ConsumerRecords<String, byte[]> records) throws InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
        try {
            for (ConsumerRecord<String, byte[]> record : records) {
                handle(record);
                done.put(
                        new TopicPartition(record.topic(), record.partition()),
                        new OffsetAndMetadata(record.offset() + 1));
            }
        } catch (SQLException e) {
            log.warn("The database is away, which is no fault of a record; trying again: {}", e.toString());
            goBack(records, done);
            Thread.sleep(RETRY_MILLIS);
        }
        commit(done);
    }

    private void handle(ConsumerRecord<String, byte[]> record) throws SQLException {
        try {
            BookingFact fact = BookingFact.read(record);
            if (fact != null) {
                store.apply(fact);
            }
        } catch (UnreadableRecordException e) {
            // It would hold up its partition for good. Somebody has to look at what is put aside.
            log.error("Put aside {}-{}@{}: {}", record.topic(), record.partition(), record.offset(), e.getMessage());
            store.putAside(record, e);
        }
    }

    /** Makes the next poll bring those records again that were not done with. */
    private void goBack(ConsumerRecords<String, byte[]> records, Map<TopicPartition, OffsetAndMetadata> done) {
        for (TopicPartition partition : records.partitions()) {
            OffsetAndMetadata next = done.get(partition);
            long first = records.records(partition).get(0).offset();
            consumer.seek(partition, next == null ? first : next.offset());
        }
    }

    /** What is not committed comes again, here or at another instance, and has been seen there. */
    private void commit(Map<TopicPartition, OffsetAndMetadata> done) {
        if (done.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(done);
        } catch (CommitFailedException | RebalanceInProgressException | TimeoutException e) {
            log.info("Not committed: {}", e.toString());
        }
    }
}
