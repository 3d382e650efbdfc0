package dev.evently.booking.payment.sandbox;

import dev.evently.booking.booking.PaymentId;
import dev.evently.booking.payment.DeclinedSpan;
import dev.evently.booking.payment.PayRefunds;
import dev.evently.booking.payment.PaymentProvider;
import dev.evently.booking.payment.SettlePayment;
import dev.evently.booking.sharding.Bucket;
import dev.evently.booking.sharding.ShardedIds;
import dev.evently.platform.messaging.TraceHeader;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes the provider's webhooks. However often one comes it has its effect once, for what it tells of can only happen once to
 * a payment or refund.
 */
@Component
public class SandboxWebhooks {

    /** The header that carries the signature. */
    public static final String SIGNATURE = "Sandbox-Signature";

    private static final Logger log = LoggerFactory.getLogger(SandboxWebhooks.class);

    private final WebhookSignatures signatures;
    private final JsonMapper json;
    private final SettlePayment settlePayment;
    private final PayRefunds payRefunds;

    SandboxWebhooks(WebhookSignatures signatures, JsonMapper json, SettlePayment settlePayment, PayRefunds payRefunds) {
        this.signatures = signatures;
        this.json = json;
        this.settlePayment = settlePayment;
        this.payRefunds = payRefunds;
    }

    /** What became of a webhook. Anything but {@link #TAKEN} makes the provider send it again. */
    public enum Reception {
        TAKEN,
        /** Not from the provider, or too old. */
        FORGED,
        /** From the provider, but no webhook. */
        UNREADABLE,
        /** So much waits already that it was not looked at. */
        TOO_MANY_WAIT
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
        return read(body).map(this::take).orElse(Reception.UNREADABLE);
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
    private Reception take(Webhook webhook) {
        if (webhook.id() == null || webhook.type() == null || webhook.data() == null) {
            log.warn("A webhook without id, type or data is ignored");
            return Reception.TAKEN;
        }
        Optional<UUID> reference = reference(webhook.data());
        Optional<Bucket> bucket = reference.flatMap(ShardedIds::bucketOf);
        if (reference.isEmpty() || bucket.isEmpty()) {
            log.warn("Webhook {} is about nothing of ours and ignored", webhook.id());
            return Reception.TAKEN;
        }
        return switch (webhook.type()) {
            case "payment_intent.succeeded", "payment_intent.declined" -> {
                PaymentProvider.Answer answer = webhook.data().answer();
                if (answer instanceof PaymentProvider.Answer.Declined) {
                    DeclinedSpan.mark();
                }
                yield settlePayment.hear(bucket.get(), new PaymentId(reference.get()), answer, TraceHeader.current())
                        ? Reception.TAKEN
                        : Reception.TOO_MANY_WAIT;
            }
            case "refund.succeeded" -> {
                payRefunds.completed(bucket.get(), reference.get());
                yield Reception.TAKEN;
            }
            default -> {
                log.info("Webhook {} of type {} means nothing here", webhook.id(), webhook.type());
                yield Reception.TAKEN;
            }
        };
    }

    private static Optional<UUID> reference(Intent data) {
        try {
            return Optional.ofNullable(data.reference()).map(UUID::fromString);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
