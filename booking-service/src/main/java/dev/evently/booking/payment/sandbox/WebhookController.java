package dev.evently.booking.payment.sandbox;

import dev.evently.booking.payment.web.PaymentProblem;
import dev.evently.platform.security.PublicRoutes;
import dev.evently.platform.web.CommonProblem;
import dev.evently.platform.web.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Where the provider delivers its webhooks. Anything but 2xx makes it try again. */
@RestController
class WebhookController {

    private final WebhookSignatures signatures;
    private final WebhookInbox inbox;
    private final JsonMapper json;

    WebhookController(WebhookSignatures signatures, WebhookInbox inbox, JsonMapper json) {
        this.signatures = signatures;
        this.inbox = inbox;
        this.json = json.rebuild()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
    }

    @PostMapping("/api/v1/webhooks/payments")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void receive(
            @RequestHeader(name = "Sandbox-Signature", required = false) @Nullable String signature,
            @RequestBody byte[] body) {
        if (!signatures.fits(signature, body)) {
            throw new ProblemException(PaymentProblem.WEBHOOK_SIGNATURE);
        }
        inbox.take(read(body));
    }

    @Configuration(proxyBeanMethods = false)
    static class Routes {

        /** The signature stands for a token. */
        @Bean
        PublicRoutes webhookRoutes() {
            return new PublicRoutes().post("/api/v1/webhooks/payments");
        }
    }

    private WebhookInbox.Webhook read(byte[] body) {
        try {
            return json.readValue(body, WebhookInbox.Webhook.class);
        } catch (JacksonException e) {
            throw new ProblemException(CommonProblem.MALFORMED_REQUEST, "The body is no webhook");
        }
    }
}
