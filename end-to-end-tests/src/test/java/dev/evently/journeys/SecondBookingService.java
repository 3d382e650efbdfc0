package dev.evently.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Another instance of booking-service: the command and the environment of the first, as Linux tells them, on a port of its
 * own.
 */
final class SecondBookingService implements AutoCloseable {

    private static final Pattern HOLDS = Pattern.compile(
            "http_server_requests_seconds_count\\{[^}]*method=\"POST\"[^}]*uri=\"/api/v1/bookings\"[^}]*} ([0-9.]+)");
    private static final Pattern READS = Pattern.compile(
            "http_server_requests_seconds_count\\{[^}]*uri=\"/api/v1/events/\\{eventId}/availability\"[^}]*} ([0-9.]+)");

    private final Process process;
    private final String address;
    private final HttpClient http = HttpClient.newHttpClient();

    private SecondBookingService(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    static SecondBookingService start() throws IOException {
        RunningSuite suite = RunningSuite.shared();
        long first = suite.process("booking-service").pid();
        int port = freePort();
        ProcessBuilder builder = new ProcessBuilder(nullSeparated(Path.of("/proc", String.valueOf(first), "cmdline")))
                .redirectErrorStream(true)
                .redirectOutput(
                        suite.data().resolve("logs/booking-service-2.log").toFile());
        builder.environment().clear();
        for (String variable : nullSeparated(Path.of("/proc", String.valueOf(first), "environ"))) {
            String[] parts = variable.split("=", 2);
            builder.environment().put(parts[0], parts[1]);
        }
        builder.environment().put("SERVER_PORT", String.valueOf(port));
        Process process = builder.start();
        Files.writeString(suite.data().resolve("second.pid"), String.valueOf(process.pid()));
        return new SecondBookingService(process, "http://127.0.0.1:" + port);
    }

    /** Waits until the gateway sends requests to both instances. */
    void awaitRequests(Sale sale) {
        await().atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(250))
                .ignoreExceptionsInstanceOf(IOException.class)
                .untilAsserted(() -> {
                    assertThat(process.isAlive()).isTrue();
                    sale.availability();
                    assertThat(count(READS)).isPositive();
                });
    }

    long holdsServed() throws IOException, InterruptedException {
        return count(HOLDS);
    }

    private long count(Pattern metric) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "/metrics"))
                .timeout(Duration.ofSeconds(15))
                .build();
        Matcher matcher = metric.matcher(
                http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        double count = 0;
        while (matcher.find()) {
            count += Double.parseDouble(matcher.group(1));
        }
        return Math.round(count);
    }

    private static List<String> nullSeparated(Path file) throws IOException {
        return List.of(Files.readString(file, StandardCharsets.UTF_8).split("\0", 0));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Tells it to end, and waits until it has. */
    void end() {
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, 20, TimeUnit.SECONDS)
                .thenAccept(Process::destroyForcibly)
                .join();
    }

    /** Ends it in order, so that it leaves the registry. */
    @Override
    public void close() throws IOException {
        end();
        Files.deleteIfExists(RunningSuite.shared().data().resolve("second.pid"));
    }
}
