package dev.evently.sandbox;

import static org.awaitility.Awaitility.await;

import dev.evently.testing.servers.TestServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The packaged sandbox, running as a process of its own on a free port. */
public final class SandboxProcess implements AutoCloseable {

    public static final String API_KEY = "sk_test_sandbox";
    public static final String WEBHOOK_SECRET = "whsec_sandbox";

    private final int port;
    private final ProcessBuilder command;
    private Process process;

    private SandboxProcess(int port, ProcessBuilder command, Process process) {
        this.port = port;
        this.command = command;
        this.process = process;
    }

    /**
     * Starts the sandbox on a fresh database and waits until it is ready.
     *
     * @param webhookUrl where it sends its webhooks
     * @param settings more environment variables
     */
    public static SandboxProcess start(String database, URI webhookUrl, Map<String, String> settings) {
        TestServers servers = TestServers.shared();
        servers.dropDatabase(database);
        servers.createDatabase(database);
        try {
            int port = freePort();
            ProcessBuilder command = new ProcessBuilder(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xmx128m",
                    "-jar",
                    jar().toString()));
            command.environment()
                    .putAll(Map.of(
                            "SERVER_PORT", Integer.toString(port),
                            "SPRING_DATASOURCE_URL", servers.postgresUrl(database),
                            "SPRING_DATASOURCE_USERNAME", servers.postgresUser(),
                            "SPRING_DATASOURCE_PASSWORD", servers.postgresPassword(),
                            "EVENTLY_SANDBOX_API_KEY", API_KEY,
                            "EVENTLY_SANDBOX_WEBHOOK_URL", webhookUrl.toString(),
                            "EVENTLY_SANDBOX_WEBHOOK_SECRET", WEBHOOK_SECRET));
            command.environment().putAll(settings);
            command.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
            SandboxProcess sandbox = new SandboxProcess(port, command, command.start());
            sandbox.awaitReady();
            return sandbox;
        } catch (IOException e) {
            throw new IllegalStateException("The payment sandbox does not start", e);
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Ends the process without a chance to finish anything. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Starts it again after {@link #kill}, on the same port and database. */
    public void restart() {
        try {
            process = command.start();
        } catch (IOException e) {
            throw new IllegalStateException("The payment sandbox does not start again", e);
        }
        awaitReady();
    }

    @Override
    public void close() {
        kill();
    }

    private void awaitReady() {
        HttpRequest health =
                HttpRequest.newBuilder(url().resolve("/health/ready")).build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            await().atMost(Duration.ofSeconds(60)).ignoreExceptions().until(() -> {
                if (!process.isAlive()) {
                    throw new AssertionError("The payment sandbox ended with status " + process.exitValue());
                }
                return http.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
            });
        }
    }

    private static Path jar() throws IOException {
        Path folder = Path.of(System.getProperty("evently.root"), "payment-sandbox", "target");
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(
                            file -> file.getFileName().toString().matches("payment-sandbox-[0-9.]+(-SNAPSHOT)?\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("Package payment-sandbox first: no jar in " + folder));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
