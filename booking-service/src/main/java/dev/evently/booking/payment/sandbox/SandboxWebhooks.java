package dev.evently.booking.payment.sandbox;

import dev.evently.booking.booking.PaymentId;
import dev.evently.booking.payment.PayRefunds;
import dev.evently.booking.payment.PaymentProvider;
import dev.evently.booking.payment.SettlePayment;
import dev.evently.booking.sharding.Bucket;
import dev.evently.booking.sharding.ShardedIds;
import dev.evently.booking.sharding.Shards;
import dev.evently.platform.messaging.Inbox;
import dev.evently.platform.messaging.TraceHeader;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Takes the provider's webhooks. Each has its effect once, in one transaction with the note that it had it. */
@Component
public class SandboxWebhooks {

    /** The header that carries the signature. */
    public static final String SIGNATURE = "Sandbox-Signature";

    private static final Logger log = LoggerFactory.getLogger(SandboxWebhooks.class);
    private static final String CONSUMER = "payment-webhooks";
    private static final URI PROVIDER = URI.create("/payment-provider");

    private final WebhookSignatures signatures;
    private final JsonMapper json;
    private final Shards shards;
    private final Inbox inbox;
    private final SettlePayment settlePayment;
    private final PayRefunds payRefunds;

    SandboxWebhooks(
            WebhookSignatures signatures,
            JsonMapper json,
            Shards shards,
            Inbox inbox,
            SettlePayment settlePayment,
            PayRefunds payRefunds) {
        this.signatures = signatures;
        this.json = json;
        this.shards = shards;
        this.inbox = inbox;
        this.settlePayment = settlePayment;
        this.payRefunds = payRefunds;
    }

    /** What became of a webhook. Anything but {@link #TAKEN} makes the provider send it again. */
    public enum Reception {
        TAKEN,
        /** Not from the provider, or too old. */
        FORGED,
        /** From the provider, but no webhook. */
        UNREADABLE
    }

    /** A webhook as the provider sends it; the data is an intent or a refund, of which only the reference matters. */
    private record Webhook(
            @Nullable String id,
            @Nullable String type,
            @Nullable Intent data) {}

    /** Takes the body of a webhook as it was sent, byte for byte. */
    public Reception receive(@Nullable String signature, byte[] body) {
        if (!signatures.fits(signature, body)) {
            return Reception.FORGED;
        }
        Optional<Webhook> webhook = read(body);
        webhook.ifPresent(this::take);
        return webhook.isPresent() ? Reception.TAKEN : Reception.UNREADABLE;
    }

    private Optional<Webhook> read(byte[] body) {
        try {
            return Optional.ofNullable(json.readValue(body, Webhook.class));
        } catch (JacksonException e) {
            log.debug("A signed body is no webhook", e);
            return Optional.empty();
        }
    }

    /** Ignores what is not about a payment or refund of this service: sending it again would change nothing. */
    private void take(Webhook webhook) {
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
        PaymentProvider.Answer answer = data.answer();
        if (type.equals("payment_intent.succeeded") && settlePayment.knows(bucket, new PaymentId(reference), answer)) {
            return;
        }
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
                    var _ = settlePayment.settle(bucket, new PaymentId(reference), answer, TraceHeader.current());
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
