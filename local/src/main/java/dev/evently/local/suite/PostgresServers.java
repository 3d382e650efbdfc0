package dev.evently.local.suite;

import dev.evently.embedded.Launch;
import dev.evently.embedded.PostgresReplica;
import dev.evently.embedded.PostgresServer;
import dev.evently.local.secret.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Starts the main PostgreSQL server, its replicas, and the servers that hold shards, with their databases. */
final class PostgresServers {
    private static final Duration FOLLOW_LIMIT = Duration.ofSeconds(20);
    private static final int MAIN_CONNECTIONS = 300;
    private static final int SHARD_CONNECTIONS = 100;

    private final Path data;
    private final Ports ports;
    private final Databases databases;
    private final Secrets secrets;

    PostgresServers(Path data, Ports ports, Databases databases, Secrets secrets) {
        this.data = data;
        this.ports = ports;
        this.databases = databases;
        this.secrets = secrets;
    }

    /** What may be started at the same time. */
    List<Parallel.Task> tasks(Start start) {
        List<Parallel.Task> tasks = new ArrayList<>();
        tasks.add(() -> startMain(start));
        for (int i = 0; i < databases.shardServers(); i++) {
            int number = i;
            tasks.add(() -> startServer(
                    start,
                    settings(Databases.shardServer(number), ports.shardServer(number), SHARD_CONNECTIONS),
                    List.of(Databases.shardDatabase(number))));
        }
        return tasks;
    }

    private void startMain(Start start) throws IOException, SQLException, StartFailure, InterruptedException {
        PostgresServer main =
                startServer(start, settings(Databases.MAIN, ports.postgres(), MAIN_CONNECTIONS), databases.onMain());
        for (String other : databases.otherReplicas()) {
            if (Files.exists(data.resolve(other))) {
                PostgresReplica.discard(other, data.resolve(other), main);
            }
        }
        List<Parallel.Task> replicas = new ArrayList<>();
        for (int i = 0; i < databases.replicas(); i++) {
            int number = i;
            replicas.add(() -> startReplica(start, number, main));
        }
        Parallel.run(replicas);
    }

    private PostgresServer startServer(Start start, PostgresServer.Settings settings, List<String> names)
            throws IOException, StartFailure, InterruptedException {
        PostgresServer server = PostgresServer.prepare(settings);
        await(start, server.launch());
        try {
            for (String database : names) {
                server.createDatabase(database);
            }
        } catch (SQLException e) {
            throw new StartFailure(settings.name() + " does not make its databases: " + e.getMessage(), e);
        }
        return server;
    }

    /** A replica that does not follow, though its folder looks as if it could, is thrown away and made anew. */
    private void startReplica(Start start, int number, PostgresServer main)
            throws IOException, SQLException, StartFailure, InterruptedException {
        String name = Databases.replica(number);
        PostgresReplica replica = PostgresReplica.of(settings(name, ports.replica(number), MAIN_CONNECTIONS), main);
        if (replica.canFollow()) {
            await(start, replica.launch());
            if (start.watch().seesWithin(FOLLOW_LIMIT, replica::streams)) {
                return;
            }
        }
        start.stop(name);
        replica.cloneAgain();
        await(start, replica.launch());
    }

    private PostgresServer.Settings settings(String name, int port, int connections) throws IOException {
        return new PostgresServer.Settings(
                name,
                data.resolve(name),
                data.resolve("binaries"),
                port,
                ServiceEnvironment.POSTGRES_USER,
                secrets.password(ServiceEnvironment.POSTGRES_PASSWORD),
                connections,
                true);
    }

    private static void await(Start start, Launch launch) throws IOException, StartFailure, InterruptedException {
        start.startAndAwait(Programs.server(launch), () -> launch.ready().answers(), Servers.LIMIT);
    }
}
