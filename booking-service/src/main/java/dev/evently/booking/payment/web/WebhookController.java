package dev.evently.booking.payment.web;

import dev.evently.booking.payment.sandbox.SandboxWebhooks;
import dev.evently.platform.docs.ApiOperation;
import dev.evently.platform.security.PublicRoutes;
import dev.evently.platform.web.CommonProblem;
import dev.evently.platform.web.ProblemException;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Where the provider delivers its webhooks. Anything but 2xx makes it try again. */
@RestController
class WebhookController {

    private static final String PATH = "/api/v1/webhooks/payments";

    private final SandboxWebhooks webhooks;

    WebhookController(SandboxWebhooks webhooks) {
        this.webhooks = webhooks;
    }

    @PostMapping(PATH)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @ApiOperation(
            id = "receivePaymentWebhook",
            summary = "Takes a signed webhook of the payment provider",
            problems = "webhook-signature")
    void receive(
            @RequestHeader(name = SandboxWebhooks.SIGNATURE, required = false) @Nullable String signature,
            @Parameter(schema = @Schema(type = "object")) @RequestBody byte[] body) {
        switch (webhooks.receive(signature, body)) {
            case TAKEN -> {}
            case FORGED -> throw new ProblemException(PaymentProblem.WEBHOOK_SIGNATURE);
            case TOO_MANY_WAIT ->
                throw new ProblemException(CommonProblem.UNAVAILABLE, "Too many payments of this shard are waiting")
                        .retryAfter(Duration.ofSeconds(2));
            case UNREADABLE -> throw new ProblemException(CommonProblem.MALFORMED_REQUEST, "The body is no webhook");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Routes {

        /** The signature stands for a token. */
        @Bean
        PublicRoutes webhookRoutes() {
            return new PublicRoutes().post(PATH);
        }
    }
}
