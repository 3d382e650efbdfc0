package dev.evently.booking.payment.sandbox;

import dev.evently.booking.booking.PaymentId;
import dev.evently.booking.payment.PayRefunds;
import dev.evently.booking.payment.SettlePayment;
import dev.evently.booking.sharding.Bucket;
import dev.evently.booking.sharding.ShardedIds;
import dev.evently.booking.sharding.Shards;
import dev.evently.platform.messaging.Inbox;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Gives each webhook its effect once, in one transaction with the note that it had it. */
@Component
class WebhookInbox {

    private static final Logger log = LoggerFactory.getLogger(WebhookInbox.class);
    private static final String CONSUMER = "payment-webhooks";
    private static final URI PROVIDER = URI.create("/payment-provider");

    private final Shards shards;
    private final Inbox inbox;
    private final SettlePayment settlePayment;
    private final PayRefunds payRefunds;

    WebhookInbox(Shards shards, Inbox inbox, SettlePayment settlePayment, PayRefunds payRefunds) {
        this.shards = shards;
        this.inbox = inbox;
        this.settlePayment = settlePayment;
        this.payRefunds = payRefunds;
    }

    /** A webhook as the provider sends it; the data is an intent or a refund, of which only the reference matters. */
    record Webhook(
            @Nullable String id,
            @Nullable String type,
            @Nullable Intent data) {}

    /** Ignores what is not about a payment or refund of this service: sending it again would change nothing. */
    void take(Webhook webhook) {
        if (webhook.id() == null || webhook.type() == null || webhook.data() == null) {
            log.warn("A webhook without id, type or data is ignored");
            return;
        }
        Optional<UUID> reference = reference(webhook.data());
        Optional<Bucket> bucket = reference.flatMap(ShardedIds::bucketOf);
        if (reference.isEmpty() || bucket.isEmpty()) {
            log.warn("Webhook {} is about nothing of ours and ignored", webhook.id());
            return;
        }
        take(webhook.id(), webhook.type(), webhook.data(), reference.get(), bucket.get());
    }

    private void take(String id, String type, Intent data, UUID reference, Bucket bucket) {
        var event = CloudEventBuilder.v1()
                .withId(id)
                .withSource(PROVIDER)
                .withType(type)
                .build();
        shards.inTransaction(bucket, () -> {
            if (!inbox.firstSight(bucket.value(), CONSUMER, event)) {
                return;
            }
            switch (type) {
                case "payment_intent.succeeded", "payment_intent.declined" -> {
                    var _ = settlePayment.settle(bucket, new PaymentId(reference), data.answer());
                }
                case "refund.succeeded" -> payRefunds.completed(bucket, reference);
                default -> log.info("Webhook {} of type {} means nothing here", id, type);
            }
        });
    }

    private static Optional<UUID> reference(Intent data) {
        try {
            return Optional.ofNullable(data.reference()).map(UUID::fromString);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
