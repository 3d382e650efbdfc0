package dev.evently.sandbox.payment;

import dev.evently.sandbox.web.IdempotencyKey;
import dev.evently.sandbox.web.SandboxProblem;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Refunds over HTTP. */
@RestController
class RefundController {

    private final CreateRefund createRefund;

    RefundController(CreateRefund createRefund) {
        this.createRefund = createRefund;
    }

    @PostMapping("/v1/refunds")
    Refund create(
            @RequestHeader("Idempotency-Key") @IdempotencyKey String key, @Valid @RequestBody RefundRequest request) {
        return switch (createRefund.create(key, request)) {
            case CreateRefund.Result.Refunded(var refund) -> refund;
            case CreateRefund.Result.KeyReused() ->
                throw SandboxProblem.IDEMPOTENCY_KEY_REUSED.because("The key was used for another request");
            case CreateRefund.Result.UnknownIntent() ->
                throw SandboxProblem.NOT_FOUND.because("There is no such payment intent");
            case CreateRefund.Result.TooMuch(var refundable) ->
                throw SandboxProblem.REFUND_TOO_MUCH.because("At most " + refundable + " can be refunded");
        };
    }
}
