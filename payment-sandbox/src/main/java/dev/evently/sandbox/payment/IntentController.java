package dev.evently.sandbox.payment;

import dev.evently.sandbox.web.IdempotencyKey;
import dev.evently.sandbox.web.SandboxProblem;
import jakarta.validation.Valid;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/** Payment intents over HTTP. */
@RestController
@RequestMapping("/v1/payment-intents")
class IntentController {

    private final CreateIntent createIntent;
    private final CancelIntent cancelIntent;
    private final PaymentIntents intents;
    private final IntentSettings settings;

    IntentController(
            CreateIntent createIntent, CancelIntent cancelIntent, PaymentIntents intents, IntentSettings settings) {
        this.createIntent = createIntent;
        this.cancelIntent = cancelIntent;
        this.intents = intents;
        this.settings = settings;
    }

    record IntentList(List<PaymentIntent> items) {}

    @PostMapping
    DeferredResult<ResponseEntity<PaymentIntent>> create(
            @RequestHeader("Idempotency-Key") @IdempotencyKey String key, @Valid @RequestBody IntentRequest request) {
        DeferredResult<ResponseEntity<PaymentIntent>> answer = new DeferredResult<>(
                settings.unansweredFor().toMillis(),
                () -> ResponseEntity.status(HttpStatus.GATEWAY_TIMEOUT).build());
        switch (createIntent.create(key, request)) {
            case CreateIntent.Result.Created(var intent, var answered)
            when answered -> answer.setResult(ResponseEntity.ok(intent));
            case CreateIntent.Result.Created(var intent, var answered) -> {}
            case CreateIntent.Result.Replayed(var intent) -> answer.setResult(ResponseEntity.ok(intent));
            case CreateIntent.Result.KeyReused() ->
                throw SandboxProblem.IDEMPOTENCY_KEY_REUSED.because("The key was used for another request");
            case CreateIntent.Result.UnknownToken() ->
                throw SandboxProblem.UNKNOWN_TOKEN.because("The token is none of the sandbox's");
        }
        return answer;
    }

    @GetMapping("/{id}")
    PaymentIntent find(@PathVariable String id) {
        return intents.find(id).orElseThrow(IntentController::notFound);
    }

    @GetMapping(params = "reference")
    IntentList findByReference(@RequestParam String reference) {
        return new IntentList(intents.findByReference(reference));
    }

    @PostMapping("/{id}/cancel")
    PaymentIntent cancel(@PathVariable String id) {
        return switch (cancelIntent.cancel(id)) {
            case CancelIntent.Result.Cancelled(var intent) -> intent;
            case CancelIntent.Result.TooLate(var intent) ->
                throw SandboxProblem.TOO_LATE_TO_CANCEL.because(
                        "The intent is " + intent.status().text());
            case CancelIntent.Result.NotFound() -> throw notFound();
        };
    }

    private static RuntimeException notFound() {
        return SandboxProblem.NOT_FOUND.because("There is no such payment intent");
    }
}
