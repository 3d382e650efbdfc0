package dev.evently.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A Prometheus server that looks at the suite every two seconds and works by the hurried rules. */
final class Prometheus implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(30);
    private static final String UP = URLEncoder.encode("count(up == 1)", StandardCharsets.UTF_8);

    private final Process process;
    private final String address;
    private final int jobs;
    private final HttpClient http = HttpClient.newHttpClient();

    private Prometheus(Process process, String address, int jobs) {
        this.process = process;
        this.address = address;
        this.jobs = jobs;
    }

    /**
     * Starts it.
     *
     * @param program its executable
     * @param folder an empty one
     * @param jobs the port on 127.0.0.1 that each job is scraped at
     */
    static Prometheus start(Path program, Path folder, Map<String, Integer> jobs) throws IOException {
        Monitoring.writeHurriedRules(folder.resolve("rules.yaml"));
        StringBuilder settings = new StringBuilder("""
                global:
                  scrape_interval: 2s
                  scrape_timeout: 2s
                  evaluation_interval: 1s
                rule_files: [rules.yaml]
                scrape_configs:
                """);
        jobs.forEach((job, port) -> settings.append("""
                  - job_name: %s
                    metrics_path: /metrics
                    static_configs: [{ targets: ["127.0.0.1:%d"] }]
                """.formatted(job, port)));
        Path config = Files.writeString(folder.resolve("prometheus.yml"), settings);
        String address = "127.0.0.1:" + freePort();
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--config.file=" + config,
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=" + address,
                        "--log.level=warn")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("prometheus.log").toFile())
                .start();
        Prometheus prometheus = new Prometheus(process, "http://" + address, jobs.size());
        await().atMost(START)
                .ignoreExceptions()
                .until(() -> prometheus.get("/-/ready").statusCode() == 200);
        return prometheus;
    }

    /** Whether every job answered the last scrape, so that nothing is missing because it has not been looked at yet. */
    boolean seesEverything() throws IOException, InterruptedException {
        JsonNode answer =
                JsonMapper.shared().readTree(get("/api/v1/query?query=" + UP).body());
        return answer.path("data")
                .path("result")
                .path(0)
                .path("value")
                .path(1)
                .asString("")
                .equals(String.valueOf(jobs));
    }

    /** The alerts that fire, each as its name and what it is about: {@code ServiceAway gateway}. */
    Set<String> firing() throws IOException, InterruptedException {
        HttpResponse<String> answer = get("/api/v1/alerts");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        Set<String> firing = new TreeSet<>();
        for (JsonNode alert :
                JsonMapper.shared().readTree(answer.body()).path("data").path("alerts")) {
            if (alert.path("state").asString().equals("firing")) {
                firing.add(described(alert.path("labels")));
            }
        }
        return firing;
    }

    private static String described(JsonNode labels) {
        StringBuilder text = new StringBuilder(labels.path("alertname").asString());
        for (String label : new String[] {"service", "job", "application", "database", "routeId", "name"}) {
            if (labels.has(label) && !labels.path(label).asString().equals("main")) {
                text.append(' ').append(labels.path(label).asString());
            }
        }
        return text.toString();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(address + path))
                        .timeout(Duration.ofSeconds(10))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, 10, TimeUnit.SECONDS)
                .thenAccept(Process::destroyForcibly)
                .join();
        http.close();
    }
}
