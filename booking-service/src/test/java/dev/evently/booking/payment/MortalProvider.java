package dev.evently.booking.payment;

import dev.evently.booking.booking.PaymentId;
import java.util.UUID;

/** Passes calls on to the provider, and on request lets the process die right before or right after a charge. */
final class MortalProvider implements PaymentProvider {

    static final String DIE_BEFORE = "tok_die_before";
    static final String DIE_AFTER = "tok_die_after";

    private final PaymentProvider provider;

    MortalProvider(PaymentProvider provider) {
        this.provider = provider;
    }

    /** Ends a request as abruptly as a dying process would: nothing after the charge runs. */
    private static final class PowerCut extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public Answer charge(Charge charge) {
        return switch (charge.method().token()) {
            case DIE_BEFORE -> throw new PowerCut();
            case DIE_AFTER -> {
                provider.charge(new Charge(
                        charge.reference(),
                        charge.booking(),
                        charge.amount(),
                        new Method("card", StubProvider.Behaviour.SUCCEED.token()),
                        charge.expiresAt()));
                throw new PowerCut();
            }
            default -> provider.charge(charge);
        };
    }

    @Override
    public Answer find(PaymentId reference) {
        return provider.find(reference);
    }

    @Override
    public Answer cancel(String intent) {
        return provider.cancel(intent);
    }

    @Override
    public boolean refund(UUID reference, String intent, long amount) {
        return provider.refund(reference, intent, amount);
    }
}
