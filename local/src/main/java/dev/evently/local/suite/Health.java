package dev.evently.local.suite;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks processes over HTTP whether they are well. */
final class Health {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();

    /**
     * What the gateway reports.
     *
     * @param healthy whether it reaches every service
     * @param services state by name of service, empty while the gateway itself does not answer
     */
    record GatewayReport(boolean healthy, Map<String, String> services) {}

    /** Whether the process on this port answers 200 on {@code /health}. */
    boolean isUp(int port) throws InterruptedException {
        try {
            return get("http://127.0.0.1:" + port + "/health").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    GatewayReport gateway(Ports ports) throws InterruptedException {
        Map<String, String> services = new TreeMap<>();
        try {
            HttpResponse<String> response = get(ports.gatewayUrl() + "/health");
            for (Map.Entry<String, JsonNode> service :
                    JSON.readTree(response.body()).path("services").properties()) {
                services.put(service.getKey(), service.getValue().asString());
            }
            return new GatewayReport(response.statusCode() == 200, services);
        } catch (IOException | JacksonException e) {
            return new GatewayReport(false, services);
        }
    }

    private HttpResponse<String> get(String url) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
