package dev.evently.sandbox.payment;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import dev.evently.sandbox.webhook.Webhooks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.resilience.annotation.ConcurrencyLimit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The use case: a merchant asks to be paid. */
@Service
class CreateIntent {

    /** In the order of time, so that an index of them grows at its end. */
    private static final TimeBasedEpochGenerator IDS = Generators.timeBasedEpochGenerator();

    /** Leaves connections to all else, such as the check of health. */
    private static final int AT_ONCE = 4;

    private final PaymentIntents intents;
    private final Webhooks webhooks;
    private final IntentSettings settings;
    private final JsonMapper json;
    private final Clock clock;

    CreateIntent(PaymentIntents intents, Webhooks webhooks, IntentSettings settings, JsonMapper json, Clock clock) {
        this.intents = intents;
        this.webhooks = webhooks;
        this.settings = settings;
        this.json = json;
        this.clock = clock;
    }

    sealed interface Result {

        /**
         * A new intent.
         *
         * @param answered false when the merchant is to be left without an answer
         */
        record Created(PaymentIntent intent, boolean answered) implements Result {}

        /** The intent that an earlier request with the same key and body made, as it stands now. */
        record Replayed(PaymentIntent intent) implements Result {}

        record KeyReused() implements Result {}

        record UnknownToken() implements Result {}
    }

    /** Waits for as long as four others are at it. */
    @ConcurrencyLimit(AT_ONCE)
    @Transactional
    Result create(String idempotencyKey, IntentRequest request) {
        Optional<SandboxToken> known = SandboxToken.of(request.method().token());
        if (known.isEmpty()) {
            return new Result.UnknownToken();
        }
        SandboxToken token = known.get();
        Instant now = clock.instant();
        PaymentIntent intent = decide(token, request, now);
        String body = json.writeValueAsString(request);
        if (!intents.add(intent, idempotencyKey, body, settlesAt(intent, request.expiresAt(), now))) {
            return intents.made(idempotencyKey, body)
                    .<Result>map(Result.Replayed::new)
                    .orElseGet(Result.KeyReused::new);
        }
        if (intent.status() != IntentStatus.PENDING) {
            Duration delay = token == SandboxToken.TIMEOUT ? settings.truthAfter() : Duration.ZERO;
            webhooks.send("payment_intent." + intent.status().text(), intent, token.webhookCopies(), now.plus(delay));
        }
        return new Result.Created(intent, token != SandboxToken.TIMEOUT);
    }

    private static PaymentIntent decide(SandboxToken token, IntentRequest request, Instant now) {
        Instant expiresAt = request.expiresAt();
        boolean expired = expiresAt != null && !now.isBefore(expiresAt);
        IntentStatus status = expired
                ? IntentStatus.DECLINED
                : switch (token) {
                    case OK, TWICE, TIMEOUT -> IntentStatus.SUCCEEDED;
                    case DECLINED -> IntentStatus.DECLINED;
                    case PENDING, LATE -> IntentStatus.PENDING;
                };
        String reason = status != IntentStatus.DECLINED ? null : expired ? "expired" : "card_declined";
        return new PaymentIntent(
                "pi_" + IDS.generate().toString().replace("-", ""),
                status,
                request.amount(),
                0,
                request.currency(),
                request.reference(),
                reason,
                now,
                token);
    }

    private @Nullable Instant settlesAt(PaymentIntent intent, @Nullable Instant expiresAt, Instant now) {
        if (intent.status() != IntentStatus.PENDING) {
            return null;
        }
        return intent.token() == SandboxToken.LATE && expiresAt != null
                ? expiresAt.plus(settings.lateBy())
                : now.plus(settings.pendingFor());
    }
}
