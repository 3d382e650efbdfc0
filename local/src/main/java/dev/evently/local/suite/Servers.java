package dev.evently.local.suite;

import dev.evently.embedded.KafkaServer;
import dev.evently.embedded.Launch;
import dev.evently.embedded.PostgresServer;
import dev.evently.embedded.RedisServer;
import dev.evently.local.process.Program;
import dev.evently.local.secret.Secrets;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Starts PostgreSQL with its databases, Redis, Kafka, the mail sink and the registry, all at the same time. */
final class Servers {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int POSTGRES_CONNECTIONS = 300;

    private final Path data;
    private final Ports ports;
    private final Secrets secrets;
    private final Checkout checkout;
    private final Programs programs;

    Servers(Path data, Ports ports, Secrets secrets, Checkout checkout, Programs programs) {
        this.data = data;
        this.ports = ports;
        this.secrets = secrets;
        this.checkout = checkout;
        this.programs = programs;
    }

    void start(Start start, Health health) throws StartFailure, InterruptedException {
        List<Parallel.Task> tasks = new ArrayList<>();
        tasks.add(() -> startKafka(start));
        tasks.add(() -> startPostgres(start));
        tasks.add(() -> startRedis(start));
        tasks.add(() -> {
            Program mailSink = programs.mailSink();
            start.startAndAwait(mailSink, () -> health.isUp(mailSink.port()), LIMIT);
        });
        Parallel.run(tasks);
    }

    private void startKafka(Start start) throws IOException, StartFailure, InterruptedException {
        Path folder = data.resolve("kafka");
        KafkaServer kafka = KafkaServer.prepare(new KafkaServer.Settings(
                folder,
                ports.kafka(),
                ports.kafkaController(),
                Checkout.java(),
                checkout.serversClassPath(),
                programs.kafkaJvmOptions(folder)));
        startServer(start, kafka.launch());
    }

    private void startRedis(Start start) throws IOException, StartFailure, InterruptedException {
        startServer(
                start,
                RedisServer.prepare(data.resolve("redis"), data.resolve("binaries"), ports.redis())
                        .launch());
    }

    private void startPostgres(Start start) throws IOException, StartFailure, InterruptedException {
        PostgresServer postgres = PostgresServer.prepare(new PostgresServer.Settings(
                data.resolve("postgres"),
                data.resolve("binaries"),
                ports.postgres(),
                ServiceEnvironment.POSTGRES_USER,
                secrets.password(ServiceEnvironment.POSTGRES_PASSWORD),
                POSTGRES_CONNECTIONS,
                true));
        startServer(start, postgres.launch());
        try {
            for (String database : Service.allDatabases()) {
                postgres.createDatabase(database);
            }
        } catch (SQLException e) {
            throw new StartFailure("PostgreSQL does not make the databases: " + e.getMessage(), e);
        }
    }

    private static void startServer(Start start, Launch launch) throws IOException, StartFailure, InterruptedException {
        start.startAndAwait(Programs.server(launch), () -> launch.ready().answers(), LIMIT);
    }
}
