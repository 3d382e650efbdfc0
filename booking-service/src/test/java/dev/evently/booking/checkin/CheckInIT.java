package dev.evently.booking.checkin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.booking.Answer;
import dev.evently.booking.BoxOffice;
import dev.evently.booking.OnOffer;
import dev.evently.booking.OnOffer.ProductOnOffer;
import dev.evently.booking.Together;
import dev.evently.booking.payment.Cashier;
import dev.evently.booking.payment.PaidBookingTest;
import dev.evently.testing.KafkaProbe;
import dev.evently.testing.TestTokens;
import dev.evently.testing.contracts.Contracts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Letting people in. */
@PaidBookingTest
class CheckInIT {

    private static final int DOORS = 20;

    private final UUID buyer = UUID.randomUUID();
    private final UUID doorman = UUID.randomUUID();

    @Autowired
    BoxOffice office;

    @Autowired
    Cashier cashier;

    private OnOffer offer;
    private UUID booking;

    @BeforeEach
    void buy() {
        offer = office.publish(OnOffer.with(ProductOnOffer.of(50)));
        office.setTeam(offer.organizerId(), 1, Map.of(doorman, "CHECK_IN"));
        booking = cashier.mustBuy(buyer, 1, offer);
        Cashier.patiently().until(() -> admit(doorman, offer, "none").problem().equals("unknown-ticket"));
    }

    @Test
    void letsAHolderInOnce() {
        try (KafkaProbe bookings = KafkaProbe.on("evently.bookings")) {
            Answer admitted = admit(doorman, offer, code(booking));

            assertThat(admitted.status()).isEqualTo(201);
            assertThat(admitted.text("status")).isEqualTo("ADMITTED");
            Answer again = admit(doorman, offer, code(booking));
            assertThat(again.status()).isEqualTo(409);
            assertThat(again.problem()).isEqualTo("already-admitted");
            assertThat(again.text("at")).isEqualTo(admitted.text("at"));
            assertThat(cashier.tickets(buyer, booking).getFirst().path("status").asString())
                    .isEqualTo("ADMITTED");
            Contracts.assertValid(
                    "dev.evently.booking.TicketAdmitted.v1",
                    bookings.awaitType("dev.evently.booking.TicketAdmitted.v1", admitted.text("ticketId")));
            assertThat(office.cancel(buyer, booking).problem()).isEqualTo("not-cancellable");
        }
    }

    @Test
    void letsOneInWhenACodeIsShownAtManyDoors() throws Exception {
        String code = code(booking);

        List<Answer> answers = Together.times(DOORS, door -> admit(doorman, offer, code));

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 409)
                .hasSize(DOORS - 1)
                .extracting(answer -> answer.text("at"))
                .containsOnly(answers.stream()
                        .filter(answer -> answer.status() == 201)
                        .findFirst()
                        .orElseThrow()
                        .text("at"));
    }

    @Test
    void answersARepetitionOfTheSameRequestAsBefore() {
        String key = UUID.randomUUID().toString();
        String code = code(booking);

        Answer admitted = admit(doorman, offer, code, key);
        Answer repeated = admit(doorman, offer, code.toLowerCase(Locale.ROOT), key);

        assertThat(admitted.status()).isEqualTo(201);
        assertThat(repeated.status()).isEqualTo(201);
        assertThat(repeated.body()).isEqualTo(admitted.body());
        assertThat(admit(doorman, offer, code, UUID.randomUUID().toString()).problem())
                .isEqualTo("already-admitted");
    }

    @Test
    void admitsOnceUnderAKeyThatIsSentManyTimesAtOnce() throws Exception {
        String key = UUID.randomUUID().toString();
        String code = code(booking);

        List<Answer> answers = Together.times(DOORS, door -> admit(doorman, offer, code, key));

        assertThat(answers)
                .allMatch(answer -> answer.status() == 201 || answer.problem().equals("idempotency-in-flight"));
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 201)
                .isNotEmpty()
                .extracting(answer -> answer.text("at"))
                .containsOnly(admit(doorman, offer, code, key).text("at"));
    }

    @Test
    void refusesAKeyThatLetSomebodyElseIn() {
        String key = UUID.randomUUID().toString();
        UUID second = cashier.mustBuy(buyer, 1, offer);
        UUID otherDoorman = UUID.randomUUID();
        office.setTeam(offer.organizerId(), 2, Map.of(doorman, "CHECK_IN", otherDoorman, "CHECK_IN"));
        Cashier.patiently()
                .until(() -> admit(otherDoorman, offer, "none").problem().equals("unknown-ticket"));
        assertThat(admit(doorman, offer, code(booking), key).status()).isEqualTo(201);

        Answer reused = admit(doorman, offer, code(second), key);

        assertThat(reused.status()).isEqualTo(422);
        assertThat(reused.problem()).isEqualTo("idempotency-key-reused");
        assertThat(admit(doorman, offer, "none", key).problem()).isEqualTo("idempotency-key-reused");
        assertThat(admit(otherDoorman, offer, code(second), key).status()).isEqualTo(201);
    }

    @Test
    void judgesARefusedRequestAnew() {
        String key = UUID.randomUUID().toString();

        assertThat(admit(doorman, offer, "none", key).problem()).isEqualTo("unknown-ticket");
        assertThat(admit(doorman, offer, code(booking), key).status()).isEqualTo(201);
        assertThat(admit(doorman, offer, code(booking), " ").problem()).isEqualTo("malformed-request");
    }

    @Test
    void eitherAdmitsOrRefundsWhenADoorAndACancellationMeet() throws Exception {
        for (int round = 0; round < 10; round++) {
            UUID contested = cashier.mustBuy(buyer, 1, offer);
            String code = code(contested);

            List<Answer> answers =
                    Together.all(List.of(() -> admit(doorman, offer, code), () -> office.cancel(buyer, contested)));

            if (answers.getFirst().status() == 201) {
                assertThat(answers.getLast().problem()).isEqualTo("not-cancellable");
            } else {
                assertThat(answers.getFirst().problem()).isEqualTo("ticket-void");
                assertThat(answers.getLast().status()).isEqualTo(200);
            }
        }
    }

    @Test
    void acceptsACodeAsPeopleTypeIt() {
        String typed = code(booking).toLowerCase(Locale.ROOT).replaceAll("(.{6})", "$1-");

        assertThat(admit(doorman, offer, typed).status()).isEqualTo(201);
    }

    @Test
    void knowsNoTicketOfAnotherEvent() {
        OnOffer other = office.publish(OnOffer.with(ProductOnOffer.of(10)));
        UUID elsewhere = cashier.mustBuy(buyer, 1, other);

        assertThat(admit(doorman, offer, code(elsewhere)).problem()).isEqualTo("unknown-ticket");
    }

    @Test
    void refusesACancelledTicket() {
        String code = code(booking);
        office.cancel(buyer, booking);

        Answer refused = admit(doorman, offer, code);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("ticket-void");
    }

    @Test
    void letsNobodyButTheTeamStandAtTheDoor() {
        String code = code(booking);

        assertThat(admit(buyer, offer, code).problem()).isEqualTo("not-found");
        assertThat(admit(UUID.randomUUID(), offer, code).status()).isEqualTo(404);
        assertThat(admit(doorman, OnOffer.with(ProductOnOffer.of(1)), code).status())
                .isEqualTo(404);
        assertThat(office.post(path(offer), null, Map.of("code", code), Map.of())
                        .status())
                .isEqualTo(401);
        assertThat(admit(doorman, offer, code).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"code\":null}", "{\"code\":\" \"}", "{\"code\":[\"a\"]}", "{\"code\":\"\\u0000\"}"})
    void refusesBodiesThatMakeNoSense(String body) {
        Answer refused = office.post(path(offer), TestTokens.user(doorman), body, Map.of());

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().path("errors").path(0).path("field").asString())
                .isEqualTo("code");
    }

    private Answer admit(UUID by, OnOffer event, String code) {
        return office.post(path(event), TestTokens.user(by), Map.of("code", code), Map.of());
    }

    private Answer admit(UUID by, OnOffer event, String code, String key) {
        return office.post(path(event), TestTokens.user(by), Map.of("code", code), Map.of("Idempotency-Key", key));
    }

    private static String path(OnOffer event) {
        return "/api/v1/events/" + event.id() + "/check-ins";
    }

    private String code(UUID of) {
        return cashier.tickets(buyer, of).getFirst().path("code").asString();
    }
}
