package dev.evently.booking.booking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.booking.Answer;
import dev.evently.booking.BookingServiceTest;
import dev.evently.booking.BoxOffice;
import dev.evently.booking.OnOffer;
import dev.evently.booking.OnOffer.ProductOnOffer;
import dev.evently.testing.TestTokens;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Whatever is sent, the answer names what is wrong with it and is never a 500. */
@BookingServiceTest
class HostileInputIT {

    private final String token = TestTokens.user(UUID.randomUUID());

    @Autowired
    BoxOffice office;

    private OnOffer offer;

    @BeforeEach
    void publish() {
        offer = office.publish(OnOffer.with(ProductOnOffer.of(1_000_000).atMost(Integer.MAX_VALUE)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "42",
                "\"text\"",
                "{",
                "{}",
                "{\"eventId\":null,\"items\":null}",
                "{\"eventId\":\"EVENT\"}",
                "{\"eventId\":\"EVENT\",\"items\":[]}",
                "{\"eventId\":\"EVENT\",\"items\":{}}",
                "{\"eventId\":\"EVENT\",\"items\":[null]}",
                "{\"eventId\":\"EVENT\",\"items\":[{}]}",
                "{\"eventId\":\"EVENT\",\"items\":[{\"productId\":\"PRODUCT\"}]}",
                "{\"eventId\":\"EVENT\",\"items\":[{\"productId\":\"PRODUCT\",\"quantity\":0}]}",
                "{\"eventId\":\"EVENT\",\"items\":[{\"productId\":\"PRODUCT\",\"quantity\":-1}]}",
                "{\"eventId\":\"EVENT\",\"items\":[{\"productId\":\"PRODUCT\",\"quantity\":1.5}]}",
                "{\"eventId\":\"EVENT\",\"items\":[{\"productId\":\"PRODUCT\",\"quantity\":\"1\"}]}",
                "{\"eventId\":\"EVENT\",\"items\":[{\"productId\":\"PRODUCT\",\"quantity\":2147483647}]}",
                "{\"eventId\":\"EVENT\",\"items\":[{\"productId\":\"PRODUCT\",\"quantity\":99999999999999999999}]}",
                "{\"eventId\":\"EVENT\",\"items\":[{\"productId\":\"PRODUCT\",\"quantity\":1e400}]}",
                "{\"eventId\":\"EVENT\",\"items\":[{\"productId\":\"PRODUCT\",\"quantity\":true}]}",
                "{\"eventId\":\"EVENT\",\"items\":[{\"productId\":\"\\u0000\",\"quantity\":1}]}",
                "{\"eventId\":\"' OR 1=1 --\",\"items\":[{\"productId\":\"PRODUCT\",\"quantity\":1}]}",
                "{\"eventId\":[\"EVENT\"],\"items\":[{\"productId\":\"PRODUCT\",\"quantity\":1}]}",
            })
    void refusesBodiesThatMakeNoSense(String body) {
        String sent = body.replace("EVENT", offer.id().toString())
                .replace("PRODUCT", offer.product().id().toString());

        Answer answer = office.post("/api/v1/bookings", token, sent, Map.of("Idempotency-Key", "k"));

        assertThat(answer.status()).as("%s", answer.body()).isIn(400, 422);
        assertThat(answer.headers().getContentType()).hasToString("application/problem+json");
        assertThat(answer.body().path("errors")).as("%s", answer.body()).isNotEmpty();
    }

    @Test
    void refusesMorePlacesThanOneBookingHolds() {
        String lines = IntStream.range(0, 2)
                .mapToObj(number -> "{\"productId\":\"%s\",\"quantity\":150}"
                        .formatted(offer.product().id()))
                .collect(Collectors.joining(","));
        Answer places = hold("[" + lines + "]");
        assertThat(places.status()).isEqualTo(422);
        assertThat(places.body().path("errors").path(0).path("field").asString())
                .isEqualTo("items");

        String many = IntStream.range(0, 51)
                .mapToObj(number -> "{\"productId\":\"%s\",\"quantity\":1}".formatted(UUID.randomUUID()))
                .collect(Collectors.joining(","));
        assertThat(hold("[" + many + "]").status()).isEqualTo(422);
        assertThat(hold("[" + many + ",\"" + "x".repeat(1_100_000) + "\"]").status())
                .isEqualTo(413);
    }

    @Test
    void namesTheParameterThatIsWrong() {
        for (String path : List.of(
                "/api/v1/bookings/nonsense",
                "/api/v1/events/1/availability",
                "/api/v1/events/1/inventory",
                "/api/v1/bookings?limit=x",
                "/api/v1/bookings?cursor=%21",
                "/api/v1/bookings?cursor=AAAA")) {
            Answer answer = office.get(path, token);
            assertThat(answer.status()).as(path).isEqualTo(400);
            assertThat(answer.body().path("errors")).as(path).isNotEmpty();
        }
        for (String path : List.of("/api/v1/bookings?limit=0", "/api/v1/bookings?limit=101")) {
            assertThat(office.get(path, token).status()).as(path).isIn(400, 422);
        }
    }

    @Test
    void needsAToken() {
        assertThat(office.get("/api/v1/bookings", null).status()).isEqualTo(401);
        assertThat(office.get("/api/v1/bookings", "no.such.token").status()).isEqualTo(401);
        assertThat(office.get("/api/v1/events/" + offer.id() + "/inventory", null)
                        .status())
                .isEqualTo(401);
        assertThat(office.availability(offer).status()).isEqualTo(200);
        assertThat(office.get("/api/v1/bookings", TestTokens.service("waitlist-service", "offers:write"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void refusesOddCancellations() {
        UUID buyer = UUID.randomUUID();
        UUID booking = office.mustHold(buyer, 1, offer).id();
        for (String body :
                List.of("{\"itemIds\":[]}", "{\"itemIds\":[null]}", "{\"itemIds\":\"x\"}", "{\"itemIds\":[1]}")) {
            Answer answer =
                    office.post("/api/v1/bookings/" + booking + "/cancel", TestTokens.user(buyer), body, Map.of());
            assertThat(answer.status()).as(body).isEqualTo(422);
        }
        assertThat(office.booking(buyer, booking).text("status")).isEqualTo("HELD");
    }

    private Answer hold(String items) {
        return office.post(
                "/api/v1/bookings",
                token,
                "{\"eventId\":\"%s\",\"items\":%s}".formatted(offer.id(), items),
                Map.of("Idempotency-Key", "k"));
    }
}
