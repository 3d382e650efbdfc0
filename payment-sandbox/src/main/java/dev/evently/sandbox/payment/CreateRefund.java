package dev.evently.sandbox.payment;

import dev.evently.sandbox.webhook.Webhooks;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The use case: a merchant gives money of a succeeded intent back, all of it or a part. */
@Service
class CreateRefund {

    private final PaymentIntents intents;
    private final Refunds refunds;
    private final Webhooks webhooks;
    private final JsonMapper json;
    private final Clock clock;

    CreateRefund(PaymentIntents intents, Refunds refunds, Webhooks webhooks, JsonMapper json, Clock clock) {
        this.intents = intents;
        this.refunds = refunds;
        this.webhooks = webhooks;
        this.json = json;
        this.clock = clock;
    }

    sealed interface Result {

        /** The refund of this request, made now or by an earlier one with the same key and body. */
        record Refunded(Refund refund) implements Result {}

        record KeyReused() implements Result {}

        record UnknownIntent() implements Result {}

        /**
         * More than was paid and not yet given back.
         *
         * @param refundable what could still be given back, in minor units
         */
        record TooMuch(long refundable) implements Result {}
    }

    @Transactional
    Result create(String idempotencyKey, RefundRequest request) {
        Optional<PaymentIntent> locked = intents.lock(request.intentId());
        if (locked.isEmpty()) {
            return new Result.UnknownIntent();
        }
        PaymentIntent intent = locked.get();
        String body = json.writeValueAsString(request);
        Optional<Refund> made = refunds.made(idempotencyKey, body);
        if (made.isPresent()) {
            return new Result.Refunded(made.get());
        }
        long refundable = intent.status() == IntentStatus.SUCCEEDED ? intent.amount() - intent.refunded() : 0;
        if (request.amount() > refundable) {
            return new Result.TooMuch(refundable);
        }
        Instant now = clock.instant();
        String id = "re_" + UUID.randomUUID().toString().replace("-", "");
        Refund refund = new Refund(id, intent.id(), request.amount(), request.reference(), now);
        if (!refunds.add(refund, idempotencyKey, body)) {
            return new Result.KeyReused();
        }
        intents.addRefunded(intent.id(), refund.amount());
        webhooks.send("refund.succeeded", refund, intent.token().webhookCopies(), now);
        return new Result.Refunded(refund);
    }
}
