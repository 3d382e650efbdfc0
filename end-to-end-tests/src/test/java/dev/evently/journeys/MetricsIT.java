package dev.evently.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Alerts and dashboards ask for nothing that the services do not show. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetricsIT {

    private static final Pattern SERIES = Pattern.compile("(?m)^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? [^ ]+$");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"(?:\\\\.|[^\"\\\\])*\"");

    /** What Prometheus adds to every series. */
    private static final Set<String> ADDED = Set.of("job", "instance");

    /** What is shown where there are replicas of the event database, which this suite has none of. */
    private static final Set<String> WITH_REPLICAS = Set.of("evently_replica_up", "evently_replica_lag_seconds");

    /** What is shown where connections are made over TLS, and by who issues certificates: in a cluster. */
    private static final Set<String> WITH_CERTIFICATES =
            Set.of("ssl_chain_expiry_seconds", "certmanager_certificate_expiration_timestamp_seconds");

    private final Map<String, Set<String>> shown = new TreeMap<>();
    private final Map<String, String> pages = new TreeMap<>();

    @BeforeAll
    void scrapeAfterASale() {
        Sale sale = Sale.open(5);
        sale.buy(People.newcomer());
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            scrape();
            assertThat(missing()).isEmpty();
            // A consumer shows its lag once it has its partitions, each service in its own time.
            assertThat(pages.get("waitlist-service")).contains("topic=\"evently.bookings\"");
        });
    }

    @Test
    void showsEveryMetricAndLabelThatIsAskedFor() {
        assertThat(missing()).isEmpty();
    }

    @Test
    void showsTheApplicationWithEveryMetric() {
        pages.forEach((service, page) -> assertThat(page.lines().filter(line -> !line.startsWith("#")))
                .as(service)
                .allMatch(line -> line.contains("application=\"" + service + "\"")));
    }

    @Test
    void countsTimesThatArePromised() {
        for (String bound : List.of("0.01", "0.025", "0.05", "0.064", "0.1", "0.122", "0.145", "0.2", "0.25", "0.5")) {
            assertThat(pages.get("gateway"))
                    .contains("spring_cloud_gateway_requests_seconds_bucket")
                    .contains("le=\"" + bound + "\"");
            assertThat(pages.get("booking-service"))
                    .containsPattern("http_server_requests_seconds_bucket\\{.*uri=\"/api/v1/bookings\",le=\""
                            + Pattern.quote(bound) + "\"");
        }
    }

    @Test
    void showsOneSeriesOfLagForEachPartition() {
        assertThat(pages.get("waitlist-service"))
                .contains("topic=\"evently.bookings\"")
                .doesNotContain("topic=\"evently_bookings\"");
    }

    private List<String> missing() {
        List<String> missing = new ArrayList<>();
        Set<String> recorded = Monitoring.recorded();
        for (Monitoring.Expression expression : Monitoring.expressions()) {
            PromQl asked = PromQl.of(expression.text());
            Set<String> known = new TreeSet<>(ADDED);
            boolean complete = true;
            for (Map.Entry<String, Set<String>> metric : asked.metrics().entrySet()) {
                if (Stream.of(recorded, WITH_REPLICAS, WITH_CERTIFICATES)
                        .anyMatch(elsewhere -> elsewhere.contains(metric.getKey()))) {
                    complete = false;
                    continue;
                }
                Set<String> labels = shown.get(metric.getKey());
                if (labels == null) {
                    missing.add(expression.place() + ": " + metric.getKey());
                    continue;
                }
                known.addAll(labels);
                metric.getValue().stream()
                        .filter(label -> !labels.contains(label))
                        .forEach(label -> missing.add(expression.place() + ": " + metric.getKey() + "{" + label + "}"));
            }
            if (complete) {
                asked.groupedBy().stream()
                        .filter(label -> !known.contains(label))
                        .forEach(label -> missing.add(expression.place() + ": by (" + label + ")"));
            }
        }
        return missing;
    }

    private void scrape() throws IOException, InterruptedException {
        shown.put("up", ADDED);
        for (Map.Entry<String, Integer> service :
                RunningSuite.shared().metricsPorts().entrySet()) {
            String page = page(service.getValue());
            pages.put(service.getKey(), page);
            SERIES.matcher(page)
                    .results()
                    .forEach(series -> shown.computeIfAbsent(series.group(1), _ -> new TreeSet<>(ADDED))
                            .addAll(labels(series.group(2))));
        }
    }

    private static Set<String> labels(String list) {
        return LABEL.matcher(list == null ? "" : list)
                .results()
                .map(label -> label.group(1))
                .collect(Collectors.toSet());
    }

    private static String page(int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .timeout(Duration.ofSeconds(15))
                .build();
        // Over HTTP/1.1: an answer that is under way when the connection changes to HTTP/2 is taken for its frames.
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }
}
