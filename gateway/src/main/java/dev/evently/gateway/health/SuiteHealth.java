package dev.evently.gateway.health;

import io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.cloud.client.loadbalancer.reactive.ReactorLoadBalancerExchangeFilterFunction;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/**
 * Asks every service of the suite how it is, all at once. An answer is good for {@link #FRESH}, so that however many ask,
 * the services are asked at most twice a second.
 */
@Component
class SuiteHealth {

    static final Duration FRESH = Duration.ofMillis(500);

    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    /**
     * How the suite is.
     *
     * @param status {@code UP} when every service is
     * @param services {@code UP} or {@code DOWN} by service name
     */
    record Report(String status, Map<String, String> services) {

        static Report of(Map<String, Boolean> services) {
            Map<String, String> words = new TreeMap<>();
            services.forEach((service, up) -> words.put(service, word(up)));
            return new Report(word(!services.containsValue(false)), words);
        }

        private static String word(boolean up) {
            return up ? "UP" : "DOWN";
        }

        boolean isUp() {
            return status.equals("UP");
        }
    }

    private final WebClient services;
    private final Mono<Report> report;

    SuiteHealth(HealthSettings settings, ReactorLoadBalancerExchangeFilterFunction loadBalancer) {
        HttpClient http =
                HttpClient.create().option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(TIMEOUT.toMillis()));
        this.services = WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(http))
                .filter(loadBalancer)
                .build();
        this.report = Flux.fromIterable(settings.services())
                .flatMap(service -> isUp(service).map(up -> Map.entry(service, up)))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .map(Report::of)
                .cache(FRESH);
    }

    Mono<Report> report() {
        return report;
    }

    private Mono<Boolean> isUp(String service) {
        return services.get()
                .uri("http://{service}/health", service)
                .exchangeToMono(response ->
                        response.releaseBody().thenReturn(response.statusCode().is2xxSuccessful()))
                .timeout(TIMEOUT)
                .onErrorReturn(false);
    }
}
