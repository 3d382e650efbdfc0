package dev.evently.loadtest.suite;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;

/** The metrics that services show on their own ports, in Prometheus' text format. */
final class Metrics {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Collection<Integer> ports;

    Metrics(Collection<Integer> ports) {
        this.ports = List.copyOf(ports);
    }

    /** The sum of all series of this name over all services; what does not answer counts nothing. */
    double sum(String name) throws InterruptedException {
        double sum = 0;
        for (int port : ports) {
            sum += sum(scraped(port), name).orElse(0);
        }
        return sum;
    }

    static OptionalDouble sum(String scraped, String name) {
        List<String> values = scraped.lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .map(line -> line.substring(line.lastIndexOf('}') + 1).strip())
                .map(rest ->
                        rest.startsWith(name) ? rest.substring(name.length()).strip() : rest)
                .map(rest -> rest.split(" ", 2)[0])
                .toList();
        return values.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        values.stream().mapToDouble(Double::parseDouble).sum());
    }

    private String scraped(int port) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .timeout(PATIENCE)
                .build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? response.body() : "";
        } catch (IOException e) {
            return "";
        }
    }
}
