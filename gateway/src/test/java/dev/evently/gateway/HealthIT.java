package dev.evently.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
        properties = {
            "evently.gateway.health.services[0]=booking-service",
            "evently.gateway.health.services[1]=event-service"
        })
@DirtiesContext
class HealthIT extends GatewayTest {

    private static final StubService EVENTS = new StubService();

    @LocalManagementPort
    private int managementPort;

    @DynamicPropertySource
    static void eventService(DynamicPropertyRegistry registry) {
        registry.add("spring.cloud.discovery.client.simple.instances.event-service[0].uri", EVENTS::address);
    }

    @Test
    void isUpOnlyWhileEveryServiceIs() throws Exception {
        HttpResponse<String> well = send(request("/health"));
        assertThat(well.statusCode()).isEqualTo(200);
        assertThat(well.body())
                .isEqualTo("{\"status\":\"UP\",\"services\":{\"booking-service\":\"UP\",\"event-service\":\"UP\"}}");

        EVENTS.fallIll();

        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(
                        () -> assertThat(send(request("/health")).statusCode()).isEqualTo(503));
        assertThat(send(request("/health")).body())
                .isEqualTo(
                        "{\"status\":\"DOWN\",\"services\":{\"booking-service\":\"UP\",\"event-service\":\"DOWN\"}}");
        assertThat(send(request("/health/ready")).statusCode()).isEqualTo(200);
        assertThat(send(request("/health/live")).statusCode()).isEqualTo(200);
    }

    @Test
    void showsMetricsOnTheManagementPortOnly() throws Exception {
        URI metrics = URI.create("http://127.0.0.1:" + managementPort + "/metrics");

        assertThat(send(HttpRequest.newBuilder(metrics)).body())
                .contains("jvm_memory_used_bytes", "application=\"gateway\"");
        assertProblem(send(request("/metrics")), 404, "not-found");
    }
}
