package dev.evently.booking.booking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.booking.Answer;
import dev.evently.booking.BookingServiceTest;
import dev.evently.booking.BoxOffice;
import dev.evently.booking.OnOffer;
import dev.evently.booking.OnOffer.ProductOnOffer;
import dev.evently.booking.SecondInstance;
import dev.evently.testing.TestTokens;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** An instance that asks organizers for a second factor, and buyers for none. */
@BookingServiceTest
class StrongSignInIT {

    private final UUID buyer = UUID.randomUUID();
    private final UUID owner = UUID.randomUUID();

    @Autowired
    BoxOffice office;

    @Autowired
    ApplicationContext context;

    @Test
    void isAskedOfOrganizersAlone() {
        OnOffer offer = office.publish(OnOffer.with(ProductOnOffer.of(10)));
        office.setTeam(offer.organizerId(), 1, Map.of(owner, "OWNER"));
        UUID given = office.mustHold(buyer, 1, offer).id();
        UUID taken = office.mustHold(buyer, 1, offer).id();
        String weak = TestTokens.user(owner);
        String proven = TestTokens.sign(claims ->
                claims.subject(owner.toString()).claim("roles", List.of("USER")).claim("amr", List.of("pwd", "otp")));
        String inventory = "/api/v1/events/" + offer.id() + "/inventory";
        String cancel = "/api/v1/bookings/" + taken + "/cancel";

        try (SecondInstance second =
                SecondInstance.beside(context, Map.of("evently.organizers.need-second-factor", "true"))) {
            BoxOffice strict = second.office();
            Awaitility.await("the team")
                    .until(() -> strict.get(inventory, proven).status() == 200);

            assertTooWeak(strict.get(inventory, weak));
            assertTooWeak(strict.post(cancel, weak, null, Map.of()));
            assertThat(strict.booking(buyer, taken).text("status")).isEqualTo("HELD");

            assertThat(strict.post(cancel, proven, null, Map.of()).text("cancelReason"))
                    .isEqualTo("ORGANIZER");
            assertThat(strict.cancel(buyer, given).text("cancelReason")).isEqualTo("BUYER");
        }
    }

    private static void assertTooWeak(Answer answer) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(403);
        assertThat(answer.problem()).isEqualTo("second-factor-needed");
    }
}
