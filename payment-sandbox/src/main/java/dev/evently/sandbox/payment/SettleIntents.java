package dev.evently.sandbox.payment;

import dev.evently.sandbox.webhook.Webhooks;
import java.time.Clock;
import java.time.Instant;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes pending intents succeed when their time has come. */
@Service
class SettleIntents {

    private static final int BATCH = 100;

    private final PaymentIntents intents;
    private final Webhooks webhooks;
    private final Clock clock;

    SettleIntents(PaymentIntents intents, Webhooks webhooks, Clock clock) {
        this.intents = intents;
        this.webhooks = webhooks;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "${evently.sandbox.poll:PT0.2S}")
    @Transactional
    void settle() {
        Instant now = clock.instant();
        for (PaymentIntent intent : intents.settleDue(now, BATCH)) {
            webhooks.send("payment_intent.succeeded", intent, intent.token().webhookCopies(), now);
        }
    }
}
