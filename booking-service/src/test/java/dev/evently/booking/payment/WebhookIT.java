package dev.evently.booking.payment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.booking.BoxOffice;
import dev.evently.booking.OnOffer;
import dev.evently.booking.OnOffer.ProductOnOffer;
import dev.evently.booking.payment.StubProvider.Behaviour;
import dev.evently.testing.MutableClock;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Webhooks: only the provider's count. */
@PaidBookingTest
class WebhookIT {

    private final UUID buyer = UUID.randomUUID();

    @Autowired
    BoxOffice office;

    @Autowired
    Cashier cashier;

    @Autowired
    StubProvider provider;

    @Autowired
    MutableClock clock;

    private UUID booking;
    private String webhook;

    @BeforeEach
    void pend() {
        booking = office.mustHold(buyer, 1, office.publish(OnOffer.with(ProductOnOffer.of(10))))
                .id();
        String payment = cashier.pay(buyer, booking, Behaviour.PEND).text("paymentId");
        webhook = provider.succeed(payment, 4_500);
    }

    @Test
    void believesNobodyWithoutTheSecret() {
        String good = cashier.signature(clock.instant(), webhook);
        String forged = good.substring(0, good.length() - 1) + (good.endsWith("0") ? "1" : "0");

        assertThat(cashier.deliver(webhook, forged).status()).isEqualTo(401);
        assertThat(cashier.deliver(webhook, "").problem()).isEqualTo("webhook-signature");
        assertThat(office.post(Cashier.WEBHOOKS, null, webhook, Map.of()).status())
                .isEqualTo(401);
        assertThat(cashier.deliver(webhook.replace("4500", "1"), good).status()).isEqualTo(401);
        assertThat(office.booking(buyer, booking).text("status")).isEqualTo("HELD");

        assertThat(cashier.deliver(webhook, good).status()).isEqualTo(204);
        assertThat(office.booking(buyer, booking).text("status")).isEqualTo("CONFIRMED");
    }

    @Test
    void refusesSignaturesOfAnotherTime() {
        assertThat(cashier.deliver(webhook, cashier.signature(clock.instant().minusSeconds(310), webhook))
                        .status())
                .isEqualTo(401);
        assertThat(cashier.deliver(webhook, cashier.signature(clock.instant().plusSeconds(310), webhook))
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"id\":\"wh_1\",\"type\":\"payment_intent.succeeded\"}",
                "{\"id\":\"wh_2\",\"type\":\"payment_intent.succeeded\",\"data\":{}}",
                "{\"id\":\"wh_3\",\"type\":\"payment_intent.succeeded\",\"data\":{\"reference\":\"no-uuid\"}}",
                "{\"id\":\"wh_4\",\"type\":\"payment_intent.succeeded\",\"data\":{\"reference\":\"00000000-0000-4000-8000-000000000000\"}}",
                "{\"id\":\"wh_5\",\"type\":\"refund.succeeded\",\"data\":{\"reference\":\"0193a0f3-1180-88ff-b81d-b817250c4e0d\"}}",
                "{\"id\":\"wh_6\",\"type\":\"dispute.opened\",\"data\":{\"reference\":\"0193a0f3-1180-88ff-b81d-b817250c4e0d\"}}"
            })
    void takesAndIgnoresWhatIsNotAboutItsPayments(String strange) {
        assertThat(cashier.deliver(strange).status()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{", "null", "{\"id\":[1]}"})
    void refusesSignedBodiesThatAreNoWebhooks(String body) {
        assertThat(cashier.deliver(body).status()).isEqualTo(400);
    }
}
