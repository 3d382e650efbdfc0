package dev.evently.gateway.health;

import java.util.Map;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.cloud.client.discovery.ReactiveDiscoveryClient;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Three questions: is the suite well, can this gateway route, does this process live. */
@RestController
class HealthController {

    private final SuiteHealth suite;
    private final ApplicationAvailability availability;
    private final ReactiveDiscoveryClient registry;
    private final HealthSettings settings;

    HealthController(
            SuiteHealth suite,
            ApplicationAvailability availability,
            ReactiveDiscoveryClient registry,
            HealthSettings settings) {
        this.suite = suite;
        this.availability = availability;
        this.registry = registry;
        this.settings = settings;
    }

    @GetMapping("/health")
    Mono<ResponseEntity<SuiteHealth.Report>> health() {
        return suite.report()
                .map(report -> ResponseEntity.status(statusOf(report.isUp())).body(report));
    }

    /** Ready is who accepts traffic and knows a service to route to; Redis is not needed for that. */
    @GetMapping("/health/ready")
    Mono<ResponseEntity<Map<String, String>>> ready() {
        boolean accepting = availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC;
        return registry.getServices()
                .any(settings.services()::contains)
                .onErrorReturn(false)
                .map(known -> answer(accepting && known));
    }

    @GetMapping("/health/live")
    ResponseEntity<Map<String, String>> live() {
        return answer(true);
    }

    private static ResponseEntity<Map<String, String>> answer(boolean up) {
        return ResponseEntity.status(statusOf(up)).body(Map.of("status", up ? "UP" : "DOWN"));
    }

    private static HttpStatus statusOf(boolean up) {
        return up ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE;
    }
}
