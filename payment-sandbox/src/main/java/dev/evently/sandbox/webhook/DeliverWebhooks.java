package dev.evently.sandbox.webhook;

import java.time.Clock;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Delivers stored webhooks until the merchant answers 2xx. A delivery that a dying process has begun comes up again, and
 * what two processes find due at the same moment is delivered twice.
 */
@Service
class DeliverWebhooks {

    private static final Logger log = LoggerFactory.getLogger(DeliverWebhooks.class);
    private static final int BATCH = 50;
    private static final int BATCHES = 10;

    private final Deliveries deliveries;
    private final WebhookSettings settings;
    private final Clock clock;
    private final RestClient http;

    DeliverWebhooks(Deliveries deliveries, WebhookSettings settings, RestClient.Builder http, Clock clock) {
        this.deliveries = deliveries;
        this.settings = settings;
        this.clock = clock;
        this.http = http.requestFactory(requests(settings)).build();
    }

    /** Repeats nothing by itself: that is what the next attempt is for. */
    private static ClientHttpRequestFactory requests(WebhookSettings settings) {
        return ClientHttpRequestFactoryBuilder.httpComponents()
                .withHttpClientCustomizer(client -> client.disableAutomaticRetries()
                        .disableCookieManagement()
                        .disableRedirectHandling())
                .withConnectionManagerCustomizer(
                        connections -> connections.setMaxConnTotal(BATCH).setMaxConnPerRoute(BATCH))
                .build(HttpClientSettings.defaults().withTimeouts(settings.connectTimeout(), settings.readTimeout()));
    }

    /** Goes on without a pause while whole batches are due, but not for ever: other tasks wait for the same thread. */
    @Scheduled(fixedDelayString = "${evently.sandbox.poll:PT0.2S}")
    void deliverDue() {
        int due = BATCH;
        for (int batches = 0; batches < BATCHES && due == BATCH; batches++) {
            due = deliverBatch();
        }
    }

    private int deliverBatch() {
        List<Deliveries.Delivery> due = deliveries.due(clock.instant(), BATCH);
        Queue<Long> delivered = new ConcurrentLinkedQueue<>();
        try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            due.forEach(delivery -> each.execute(() -> {
                if (deliver(delivery)) {
                    delivered.add(delivery.id());
                }
            }));
        }
        deliveries.remove(List.copyOf(delivered));
        return due.size();
    }

    /** Whether the merchant has taken it; otherwise it is tried again later. */
    private boolean deliver(Deliveries.Delivery due) {
        try {
            http.post()
                    .uri(settings.url())
                    .contentType(MediaType.APPLICATION_JSON)
                    .header(
                            WebhookSignature.HEADER,
                            WebhookSignature.of(settings.secret(), clock.instant(), due.body()))
                    .body(due.body())
                    .retrieve()
                    .onStatus(status -> !status.is2xxSuccessful(), (request, response) -> {
                        throw new RestClientException("the merchant answered " + response.getStatusCode());
                    })
                    .toBodilessEntity();
            return true;
        } catch (RestClientException e) {
            int attempt = due.attempts() + 1;
            log.warn("Attempt {} of delivery {} failed: {}", attempt, due.id(), e.getMessage());
            deliveries.retry(due.id(), clock.instant().plus(settings.retryAfter(attempt)));
            return false;
        }
    }
}
