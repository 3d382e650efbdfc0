package dev.evently.booking.sharding;

import dev.evently.testing.servers.TestServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * PgBouncer in front of the test server, in transaction mode: each transaction of a client runs on another server
 * connection, of which there are fewer than clients.
 */
final class Pooler implements AutoCloseable {

    private final Process process;
    private final int port;

    private Pooler(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static Pooler start(PoolerProgram program, Path folder) throws IOException {
        TestServers servers = TestServers.shared();
        URI server = URI.create(servers.postgresUrl("postgres").substring("jdbc:".length()));
        int port = freePort();
        Path settings = Files.writeString(folder.resolve("pgbouncer.ini"), """
                [databases]
                * = host=127.0.0.1 port=%d user=%s password=%s
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = any
                pool_mode = transaction
                default_pool_size = 4
                server_round_robin = 1
                max_client_conn = 300
                ignore_startup_parameters = extra_float_digits
                """.formatted(
                        server.getPort(), servers.postgresUser(), servers.postgresPassword(), port));
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            // It refuses to be root; in a user namespace without mappings it sees an ordinary user.
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(program.file().toString(), settings.toString()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("pgbouncer.log").toFile());
        program.describe(builder);
        Process process = builder.start();
        Pooler pooler = new Pooler(process, port);
        Awaitility.await("PgBouncer, see " + folder.resolve("pgbouncer.log"))
                .atMost(Duration.ofSeconds(20))
                .until(pooler::answers);
        return pooler;
    }

    /** The address of a database behind the pooler; this version of it knows no prepared statements. */
    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?prepareThreshold=0";
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).forEach(ProcessHandle::destroy);
    }
}
