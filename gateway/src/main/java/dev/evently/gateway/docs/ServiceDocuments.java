package dev.evently.gateway.docs;

import dev.evently.gateway.routing.RouteTable;
import io.netty.channel.ChannelOption;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.client.loadbalancer.reactive.ReactorLoadBalancerExchangeFilterFunction;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The documents of all services, fetched from any instance of each and merged. The result is good for {@link #FRESH}, or for
 * {@link #SOON} while a service has never answered, so that however many ask, a service is asked at most once in that time.
 * Of a service that is away the last document that is known is shown.
 */
@Component
class ServiceDocuments {

    static final Duration FRESH = Duration.ofSeconds(30);
    static final Duration SOON = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(ServiceDocuments.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> SERVICES = RouteTable.ENTRIES.stream()
            .map(RouteTable.Entry::service)
            .distinct()
            .toList();
    private static final int CONNECT_TIMEOUT_MILLIS = 500;
    private static final int MOST_BYTES = 4 << 20;

    /** A service makes its document at the first request for it, which takes a cold one a while. */
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    /**
     * The whole document.
     *
     * @param missing the services that have never told theirs
     */
    record Merged(String json, List<String> missing) {}

    private final WebClient services;
    private final JsonNode own = ownDocument();
    private final Map<String, JsonNode> known = new ConcurrentHashMap<>();
    private final Mono<Merged> merged;

    ServiceDocuments(ReactorLoadBalancerExchangeFilterFunction loadBalancer) {
        HttpClient http = HttpClient.create().option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS);
        this.services = WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(http))
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(MOST_BYTES))
                .filter(loadBalancer)
                .build();
        this.merged = Flux.fromIterable(SERVICES)
                .flatMap(this::refresh)
                .then(Mono.fromSupplier(this::merge))
                .cache(document -> document.missing().isEmpty() ? FRESH : SOON, _ -> SOON, () -> SOON);
    }

    Mono<Merged> merged() {
        return merged;
    }

    private Mono<Void> refresh(String service) {
        return services.get()
                .uri("http://{service}/internal/openapi", service)
                .retrieve()
                .bodyToMono(byte[].class)
                .retry(1)
                .timeout(TIMEOUT)
                .map(JSON::readTree)
                .doOnNext(document -> known.put(service, document))
                .then()
                .onErrorResume(e -> {
                    log.warn("The document of {} cannot be had: {}", service, e.toString());
                    return Mono.empty();
                });
    }

    private Merged merge() {
        return new Merged(
                MergedDocument.of(own, known).toString(),
                SERVICES.stream().filter(service -> !known.containsKey(service)).toList());
    }

    private static JsonNode ownDocument() {
        try (InputStream in = new ClassPathResource("openapi/gateway.json").getInputStream()) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
