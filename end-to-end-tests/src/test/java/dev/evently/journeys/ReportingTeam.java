package dev.evently.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Another team, with a database of its own, that runs the worked consumer of `docs/examples/sales-per-event` as it is built. */
final class ReportingTeam implements AutoCloseable {

    private static final Path EXAMPLE =
            Path.of(System.getProperty("evently.root", "..")).resolve("docs/examples/sales-per-event");

    /** What the team knows of an event; all zero when it has heard of none of its sales. */
    record Figures(long places, long revenue) {}

    private final String topic;
    private final String name = "sales_" + UUID.randomUUID().toString().substring(0, 8);
    private final String group = "team-reporting." + name;
    private final Path folder;
    private final List<Process> instances = new ArrayList<>();
    private final Admin admin = Admin.create(Map.<String, Object>of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, RunningSuite.shared().kafkaBootstrap()));

    private ReportingTeam(String topic) throws IOException, SQLException {
        this.topic = topic;
        folder = Files.createDirectories(
                RunningSuite.shared().data().resolve("logs").resolve(name));
        execute("postgres", "CREATE DATABASE " + name);
    }

    static ReportingTeam reading(String topic) throws IOException, SQLException {
        return new ReportingTeam(topic);
    }

    /** A team that reads a topic which nobody else has anything to do with. */
    static ReportingTeam readingAlone() throws IOException, SQLException, ExecutionException, InterruptedException {
        ReportingTeam team = new ReportingTeam("journeys." + UUID.randomUUID());
        team.admin
                .createTopics(List.of(new NewTopic(team.topic, 1, (short) 1)))
                .all()
                .get();
        return team;
    }

    String topic() {
        return topic;
    }

    /** Starts an instance by the command that the example's README has. */
    Process start() throws IOException {
        Path settings = folder.resolve("kafka.properties");
        Files.writeString(
                settings,
                Files.readString(EXAMPLE.resolve("kafka-local.properties"))
                                .replace(
                                        "127.0.0.1:19092", RunningSuite.shared().kafkaBootstrap())
                                .replace("team-reporting.sales-per-event", group)
                        // The soonest that the broker lets one be taken for dead.
                        + "session.timeout.ms=6000\nheartbeat.interval.ms=1000\n");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx64m",
                        "-cp",
                        EXAMPLE.resolve("target/lib") + "/*",
                        "com.example.sales.SalesPerEvent",
                        settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment()
                .putAll(Map.of(
                        "SALES_DB_URL",
                        url(name),
                        "SALES_DB_USER",
                        "evently",
                        "SALES_DB_PASSWORD",
                        RunningSuite.shared().secret("postgres.password"),
                        "SALES_TOPIC",
                        topic));
        Process instance = builder.start();
        instances.add(instance);
        return instance;
    }

    /** Tells an instance to end, and waits until it has. */
    void end(Process instance) throws InterruptedException {
        instance.destroy();
        assertThat(instance.waitFor(20, TimeUnit.SECONDS)).as("ended").isTrue();
    }

    /** What the instances have said. */
    String said() throws IOException {
        return Files.readString(log());
    }

    private Path log() {
        return folder.resolve("sales-per-event.log");
    }

    Figures figures(String event) throws SQLException {
        try (Connection connection = connect(name);
                PreparedStatement query =
                        connection.prepareStatement("SELECT places, revenue FROM sales WHERE event_id = ?")) {
            query.setObject(1, UUID.fromString(event));
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? new Figures(row.getLong(1), row.getLong(2)) : new Figures(0, 0);
            }
        }
    }

    List<String> reasonsOfWhatIsPutAside() throws SQLException {
        try (Connection connection = connect(name);
                PreparedStatement query =
                        connection.prepareStatement("SELECT reason FROM put_aside ORDER BY position");
                ResultSet row = query.executeQuery()) {
            List<String> reasons = new ArrayList<>();
            while (row.next()) {
                reasons.add(row.getString(1));
            }
            return reasons;
        }
    }

    /** Throws every connection to the team's database out, and lets nobody in again. */
    void lockDatabase() throws SQLException {
        execute("postgres", "ALTER DATABASE " + name + " WITH ALLOW_CONNECTIONS false");
        execute("postgres", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
    }

    void unlockDatabase() throws SQLException {
        execute("postgres", "ALTER DATABASE " + name + " WITH ALLOW_CONNECTIONS true");
    }

    /** Lets the next instance begin with the first record. */
    void forgetOffsets() throws ExecutionException, InterruptedException {
        admin.deleteConsumerGroups(List.of(group)).all().get();
    }

    int members() throws ExecutionException, InterruptedException {
        Map<String, ConsumerGroupDescription> groups =
                admin.describeConsumerGroups(List.of(group)).all().get();
        return Objects.requireNonNull(groups.get(group)).members().size();
    }

    /** How many records the team has not committed yet. */
    long lag() throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        Map<String, TopicDescription> topics =
                admin.describeTopics(List.of(topic)).allTopicNames().get();
        Map<TopicPartition, OffsetSpec> partitions = Objects.requireNonNull(topics.get(topic)).partitions().stream()
                .collect(Collectors.toMap(
                        partition -> new TopicPartition(topic, partition.partition()),
                        partition -> OffsetSpec.latest()));
        Map<TopicPartition, ListOffsetsResultInfo> ends =
                admin.listOffsets(partitions).all().get();
        return ends.entrySet().stream()
                .mapToLong(end -> {
                    OffsetAndMetadata position = committed.get(end.getKey());
                    return end.getValue().offset() - (position == null ? 0 : position.offset());
                })
                .sum();
    }

    private static String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + RunningSuite.shared().port(15432) + "/" + database;
    }

    private static Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                url(database), "evently", RunningSuite.shared().secret("postgres.password"));
    }

    private static void execute(String database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        }
    }

    @Override
    public void close() throws SQLException {
        instances.forEach(instance -> instance.destroyForcibly().onExit().join());
        admin.close();
        execute("postgres", "DROP DATABASE " + name + " WITH (FORCE)");
    }
}
