package dev.evently.booking.payment.sandbox;

import dev.evently.booking.booking.PaymentId;
import dev.evently.booking.payment.PaymentProvider;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** The sandbox provider over HTTP. Its intents and refunds have the shape that card providers commonly use. */
@Component
class SandboxPaymentProvider implements PaymentProvider {

    private static final Logger log = LoggerFactory.getLogger(SandboxPaymentProvider.class);
    private static final int CONNECTIONS = 1_000;
    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    private final RestClient http;

    SandboxPaymentProvider(ProviderSettings settings) {
        this.http = RestClient.builder()
                .requestFactory(requests(settings))
                .baseUrl(settings.providerUrl().toString())
                .defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer " + settings.providerApiKey())
                .build();
    }

    /** Repeats nothing by itself: what came of a request without an answer is for {@code ReconcilePayments} to find out. */
    private static ClientHttpRequestFactory requests(ProviderSettings settings) {
        return ClientHttpRequestFactoryBuilder.httpComponents()
                .withHttpClientCustomizer(client -> client.disableAutomaticRetries()
                        .disableCookieManagement()
                        .disableRedirectHandling())
                .withConnectionManagerCustomizer(
                        connections -> connections.setMaxConnTotal(CONNECTIONS).setMaxConnPerRoute(CONNECTIONS))
                .withDefaultRequestConfigCustomizer(
                        request -> request.setConnectionRequestTimeout(Timeout.of(settings.connectTimeout())))
                .build(HttpClientSettings.defaults().withTimeouts(settings.connectTimeout(), settings.readTimeout()));
    }

    private record IntentRequest(
            long amount,
            String currency,
            Method method,
            String reference,
            Map<String, String> metadata,
            Instant expiresAt) {}

    private record IntentList(@Nullable List<Intent> items) {}

    private record RefundRequest(String intentId, long amount, String reference) {}

    private record RefundAnswer(@Nullable String status) {}

    @Override
    public Answer charge(Charge charge) {
        String reference = charge.reference().value().toString();
        IntentRequest request = new IntentRequest(
                charge.amount().amount(),
                charge.amount().currency(),
                charge.method(),
                reference,
                Map.of("bookingId", charge.booking().value().toString()),
                charge.expiresAt());
        try {
            return understood(
                    http.post()
                            .uri("/v1/payment-intents")
                            .header(IDEMPOTENCY_KEY, reference)
                            .body(request)
                            .retrieve()
                            .body(Intent.class),
                    reference);
        } catch (HttpClientErrorException.UnprocessableContent | HttpClientErrorException.BadRequest e) {
            log.warn("The provider cannot do payment {}: {}", reference, e.getStatusCode());
            return new Answer.Declined("rejected");
        } catch (RestClientException e) {
            return unknown("charge " + reference, e);
        }
    }

    @Override
    public Answer find(PaymentId payment) {
        String reference = payment.value().toString();
        return ask("find " + reference, () -> {
            IntentList found = http.get()
                    .uri("/v1/payment-intents?reference={reference}", reference)
                    .retrieve()
                    .body(IntentList.class);
            if (found == null || found.items() == null) {
                return new Answer.Unknown();
            }
            return found.items().isEmpty()
                    ? new Answer.Absent()
                    : understood(found.items().getFirst(), reference);
        });
    }

    @Override
    public Answer cancel(String intent) {
        return ask("cancel " + intent, () -> {
            Intent cancelled = http.post()
                    .uri("/v1/payment-intents/{id}/cancel", intent)
                    .retrieve()
                    .body(Intent.class);
            return cancelled == null ? new Answer.Unknown() : cancelled.answer();
        });
    }

    @Override
    public boolean refund(UUID refund, String intent, long amount) {
        String reference = refund.toString();
        try {
            RefundAnswer answer = http.post()
                    .uri("/v1/refunds")
                    .header(IDEMPOTENCY_KEY, reference)
                    .body(new RefundRequest(intent, amount, reference))
                    .retrieve()
                    .body(RefundAnswer.class);
            return answer != null && "succeeded".equals(answer.status());
        } catch (RestClientException e) {
            log.warn("Refund {} waits: {}", reference, e.getMessage());
            return false;
        }
    }

    private static Answer understood(@Nullable Intent intent, String reference) {
        if (intent == null || !reference.equals(intent.reference())) {
            log.error("The provider's answer about payment {} is about something else", reference);
            return new Answer.Unknown();
        }
        return intent.answer();
    }

    private static Answer ask(String what, Supplier<Answer> call) {
        try {
            return call.get();
        } catch (RestClientException e) {
            return unknown(what, e);
        }
    }

    private static Answer unknown(String what, RestClientException e) {
        log.warn("The provider gave no answer to {}: {}", what, e.getMessage());
        return new Answer.Unknown();
    }
}
