package dev.evently.local.suite;

import dev.evently.embedded.KafkaServer;
import dev.evently.embedded.Launch;
import dev.evently.embedded.RedisServer;
import dev.evently.local.process.Program;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Starts PostgreSQL with its databases, Redis, Kafka, the mail sink and the registry, all at the same time. */
final class Servers {
    static final Duration LIMIT = Duration.ofMinutes(2);

    private final Path data;
    private final Ports ports;
    private final Checkout checkout;
    private final Programs programs;
    private final PostgresServers postgres;

    Servers(Path data, Ports ports, Checkout checkout, Programs programs, PostgresServers postgres) {
        this.data = data;
        this.ports = ports;
        this.checkout = checkout;
        this.programs = programs;
        this.postgres = postgres;
    }

    void start(Start start, Health health) throws StartFailure, InterruptedException {
        List<Parallel.Task> tasks = new ArrayList<>();
        tasks.add(() -> startKafka(start));
        tasks.addAll(postgres.tasks(start));
        tasks.add(() -> startRedis(start));
        tasks.add(() -> startHttp(start, programs.mailSink(), health));
        programs.traceServer().ifPresent(traces -> tasks.add(() -> startHttp(start, traces, health)));
        Parallel.run(tasks);
    }

    private static void startHttp(Start start, Program program, Health health)
            throws IOException, StartFailure, InterruptedException {
        start.startAndAwait(program, () -> health.isUp(program.port()), LIMIT);
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

    private static void startServer(Start start, Launch launch) throws IOException, StartFailure, InterruptedException {
        start.startAndAwait(Programs.server(launch), () -> launch.ready().answers(), LIMIT);
    }
}
