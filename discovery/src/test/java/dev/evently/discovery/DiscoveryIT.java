package dev.evently.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class DiscoveryIT {

    @LocalServerPort
    private int port;

    private RestClient registry = RestClient.create();

    @BeforeEach
    void connect() {
        registry = RestClient.builder()
                .baseUrl("http://127.0.0.1:" + port)
                .defaultStatusHandler(HttpStatusCode::isError, (request, response) -> {})
                .build();
    }

    @Test
    void tellsItsHealth() {
        assertThat(registry.get().uri("/health").retrieve().body(String.class)).contains("\"status\":\"UP\"");
        assertThat(statusOf("/health/ready")).isEqualTo(HttpStatus.OK);
        assertThat(statusOf("/health/live")).isEqualTo(HttpStatus.OK);
        assertThat(registry.get().uri("/metrics").retrieve().body(String.class)).contains("jvm_memory_used_bytes");
    }

    @Test
    void showsNewInstanceToTheNextReader() {
        assertThat(applications()).doesNotContain("SEAT-COUNTER");

        register("seat-counter", 30);

        assertThat(applications()).contains("SEAT-COUNTER");
    }

    @Test
    void forgetsInstanceThatStoppedRenewing() {
        register("short-lived", 1);
        assertThat(applications()).contains("SHORT-LIVED");

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(applications()).doesNotContain("SHORT-LIVED"));
    }

    @Test
    void forgetsInstanceThatSaidGoodbye() {
        register("polite", 30);

        registry.delete().uri("/eureka/apps/polite/polite-1").retrieve().toBodilessEntity();

        assertThat(applications()).doesNotContain("POLITE");
    }

    /** Where others were registered with the server before, as in a cluster, that has to be told of them again. */
    @Test
    void saysNothingUntilInstancesHaveHadTheTimeToComeBack() {
        try (ConfigurableApplicationContext late = new SpringApplicationBuilder(DiscoveryApplication.class)
                .run(
                        "--server.port=0",
                        "--eureka.instance.registry.default-open-for-traffic-count=0",
                        "--eureka.server.wait-time-in-ms-when-sync-empty=5000")) {
            port = late.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
            connect();

            assertThat(statusOf("/eureka/apps")).isEqualTo(HttpStatus.FORBIDDEN);
            register("back-again", 30);
            assertThat(statusOf("/eureka/apps")).isEqualTo(HttpStatus.FORBIDDEN);

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(applications()).contains("BACK-AGAIN"));
        }
    }

    private void register(String service, int leaseSeconds) {
        HttpStatusCode answer = registry.post()
                .uri("/eureka/apps/{service}", service)
                .contentType(MediaType.APPLICATION_JSON)
                .body("""
                        {"instance": {
                          "instanceId": "%1$s-1", "app": "%1$s", "hostName": "127.0.0.1", "ipAddr": "127.0.0.1",
                          "vipAddress": "%1$s", "status": "UP", "port": {"$": 1, "@enabled": "true"},
                          "dataCenterInfo": {
                            "@class": "com.netflix.appinfo.InstanceInfo$DefaultDataCenterInfo", "name": "MyOwn"},
                          "leaseInfo": {"renewalIntervalInSecs": 1, "durationInSecs": %2$d}
                        }}
                        """.formatted(service, leaseSeconds))
                .retrieve()
                .toBodilessEntity()
                .getStatusCode();
        assertThat(answer).isEqualTo(HttpStatus.NO_CONTENT);
    }

    private String applications() {
        String body = registry.get()
                .uri("/eureka/apps")
                .accept(MediaType.APPLICATION_JSON)
                .retrieve()
                .body(String.class);
        return body == null ? "" : body;
    }

    private HttpStatusCode statusOf(String path) {
        return registry.get().uri(path).retrieve().toBodilessEntity().getStatusCode();
    }
}
