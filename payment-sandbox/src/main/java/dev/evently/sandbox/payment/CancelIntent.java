package dev.evently.sandbox.payment;

import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The use case: a merchant calls a pending payment back. */
@Service
class CancelIntent {

    private final PaymentIntents intents;

    CancelIntent(PaymentIntents intents) {
        this.intents = intents;
    }

    sealed interface Result {

        /** The intent is cancelled, by this call or an earlier one. */
        record Cancelled(PaymentIntent intent) implements Result {}

        /** It is final already, or too far on its way to be called back. */
        record TooLate(PaymentIntent intent) implements Result {}

        record NotFound() implements Result {}
    }

    @Transactional
    Result cancel(String id) {
        Optional<PaymentIntent> found = intents.lock(id);
        if (found.isEmpty()) {
            return new Result.NotFound();
        }
        PaymentIntent intent = found.get();
        return switch (intent.status()) {
            case CANCELED -> new Result.Cancelled(intent);
            case SUCCEEDED, DECLINED -> new Result.TooLate(intent);
            case PENDING -> {
                if (!intent.token().canBeCalledBack()) {
                    yield new Result.TooLate(intent);
                }
                intents.cancel(id);
                yield new Result.Cancelled(intents.find(id).orElseThrow());
            }
        };
    }
}
