package dev.evently.containers;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * Main class that runs the three servers as containers for as long as another process lives.
 *
 * <p>Options: {@code --watch-pid} the process to live as long as, {@code --address-file} the properties file that tells
 * the addresses once every server answers, {@code --postgres}, {@code --redis} and {@code --kafka} the images, which
 * may be substitutes that behave as the official ones do. The file appears whole or not at all and is deleted before
 * the containers stop.
 */
public final class ContainerServers {
    private static final String USER = "evently";
    private static final int REDIS_PORT = 6379;
    /** A little less than whoever starts this class waits. */
    private static final Duration START_LIMIT = Duration.ofSeconds(170);

    private final PostgreSQLContainer postgres;
    private final GenericContainer<?> redis;
    private final KafkaContainer kafka;

    private ContainerServers(Map<String, String> options) {
        postgres = new PostgreSQLContainer(image(options, "--postgres", "postgres"))
                .withUsername(USER)
                .withPassword(randomPassword())
                .withDatabaseName("postgres")
                .withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=300");
        redis = new GenericContainer<>(image(options, "--redis", "redis"))
                .withExposedPorts(REDIS_PORT)
                .waitingFor(Wait.forListeningPort());
        kafka = new KafkaContainer(image(options, "--kafka", "apache/kafka"))
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
                .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0")
                .withEnv("KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS", "4")
                .withEnv("KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS", "4")
                .withEnv("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR", "1")
                .withEnv("KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR", "1");
    }

    public static void main(String[] args) throws Exception {
        Map<String, String> options = options(args);
        ProcessHandle watched = ProcessHandle.of(Long.parseLong(option(options, "--watch-pid")))
                .orElseThrow(() -> new IllegalStateException("The process to watch is gone"));
        Path addressFile = Path.of(option(options, "--address-file")).toAbsolutePath();

        ContainerServers servers = new ContainerServers(options);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> servers.stop(addressFile), "stop-containers"));
        Properties addresses = servers.start();
        addresses.setProperty("watched.pid", Long.toString(watched.pid()));
        watched.info().startInstant().ifPresent(at -> addresses.setProperty("watched.started", at.toString()));
        addresses.setProperty(
                "servers.pid", Long.toString(ProcessHandle.current().pid()));
        writeAtomically(addresses, addressFile);
        watched.onExit().get();
        System.exit(0);
    }

    private Properties start() {
        Stream.of(postgres, redis, kafka).forEach(server -> server.withStartupTimeout(START_LIMIT));
        Startables.deepStart(postgres, redis, kafka).join();
        Properties addresses = new Properties();
        addresses.setProperty("postgres.url", postgres.getJdbcUrl());
        addresses.setProperty("postgres.host", postgres.getHost());
        addresses.setProperty(
                "postgres.port", Integer.toString(postgres.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT)));
        addresses.setProperty("postgres.user", USER);
        addresses.setProperty("postgres.password", postgres.getPassword());
        addresses.setProperty("redis.url", "redis://" + redis.getHost() + ":" + redis.getMappedPort(REDIS_PORT));
        addresses.setProperty("kafka.bootstrap", kafka.getBootstrapServers().replaceFirst("^[A-Z]+://", ""));
        return addresses;
    }

    private void stop(Path addressFile) {
        try {
            Files.deleteIfExists(addressFile);
        } catch (IOException e) {
            System.err.println("The address file stays: " + e.getMessage());
        }
        // In a row, not in parallel: Testcontainers runs in the JVM that is ending.
        Stream.of(kafka, redis, postgres).forEach(GenericContainer::stop);
    }

    private static DockerImageName image(Map<String, String> options, String option, String official) {
        return DockerImageName.parse(option(options, option)).asCompatibleSubstituteFor(official);
    }

    private static String randomPassword() {
        byte[] bytes = new byte[16];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static void writeAtomically(Properties properties, Path file) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        try (Writer writer = Files.newBufferedWriter(unfinished)) {
            properties.store(writer, null);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Map<String, String> options(String[] args) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i + 1 < args.length; i += 2) {
            options.put(args[i], args[i + 1]);
        }
        return options;
    }

    private static String option(Map<String, String> options, String name) {
        String value = options.get(name);
        if (value == null) {
            throw new IllegalArgumentException("Option " + name + " is missing");
        }
        return value;
    }
}
