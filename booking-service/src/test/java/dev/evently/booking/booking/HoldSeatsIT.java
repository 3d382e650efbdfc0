package dev.evently.booking.booking;

import static dev.evently.booking.Halls.STALLS;
import static dev.evently.booking.Halls.seat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.booking.Answer;
import dev.evently.booking.BookingServiceTest;
import dev.evently.booking.BoxOffice;
import dev.evently.booking.BoxOffice.Figures;
import dev.evently.booking.Halls;
import dev.evently.booking.LedgerReplay;
import dev.evently.booking.OnOffer;
import dev.evently.booking.OnOffer.ProductOnOffer;
import dev.evently.booking.sharding.Bucket;
import dev.evently.booking.sharding.Shards;
import dev.evently.testing.KafkaProbe;
import dev.evently.testing.MutableClock;
import dev.evently.testing.contracts.Contracts;
import io.cloudevents.CloudEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Numbered seats from their hold to their end, over HTTP. */
@BookingServiceTest
class HoldSeatsIT {

    private final UUID buyer = UUID.randomUUID();
    private final ProductOnOffer full = ProductOnOffer.ofSeats(STALLS);
    private final ProductOnOffer reduced = ProductOnOffer.ofSeats(STALLS).at(3_000);
    private final ProductOnOffer side = ProductOnOffer.ofSeats("side");
    private final ProductOnOffer standing = ProductOnOffer.of(5);
    private OnOffer offer = OnOffer.with(full, reduced, side, standing)
            .seatedIn(Halls.of(
                    Halls.row("A", Halls.run(1, 4), Halls.gap(), Halls.sideRun(5, 2)),
                    Halls.row("B", Halls.run(1, 6))));

    @Autowired
    BoxOffice office;

    @Autowired
    PaymentDesk paymentDesk;

    @Autowired
    Shards shards;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    MutableClock clock;

    @BeforeEach
    void publish() {
        office.publish(offer);
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @Test
    void holdsTheSeatsThatAreNamed() {
        Answer byId = office.holdSeats(buyer, offer, seat(offer, "Parkett/B/2"), seat(offer, "Parkett/B/3"));
        Answer byName = office.holdItems(
                buyer, offer, List.of(Map.of("productId", reduced.id(), "seats", List.of("Parkett/A/1"))));

        assertThat(byId.status()).as("%s", byId.body()).isEqualTo(201);
        assertThat(seats(byId)).containsExactly("Parkett/B/2", "Parkett/B/3");
        assertThat(seats(byName)).containsExactly("Parkett/A/1");
        assertThat(byName.body().path("total").asLong()).isEqualTo(3_000);
        assertThat(office.figures(offer)).isEqualTo(new Figures(10, 7, 3, 0, 0));
        assertThat(states()).isEqualTo("hfffff fhhfff");
        assertThat(told("dev.evently.booking.BookingCreated.v1", byName.id())
                        .path("items")
                        .path(0)
                        .path("seatId")
                        .asString())
                .isEqualTo(seat(offer, "Parkett/A/1").toString());
    }

    @Test
    void saysWhichSeatsAreTaken() {
        office.holdSeats(buyer, offer, seat(offer, "Parkett/A/1"));

        Answer refused =
                office.holdSeats(UUID.randomUUID(), offer, seat(offer, "Parkett/A/1"), seat(offer, "Parkett/A/2"));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("seat-taken");
        assertThat(refused.body()
                        .path("seats")
                        .valueStream()
                        .map(taken -> taken.path("seat").asString()))
                .containsExactly("Parkett/A/1");
        assertThat(states()).isEqualTo("hfffff ffffff");
    }

    @Test
    void namesTheSeatThatMakesNoSense() {
        UUID first = seat(offer, "Parkett/A/1");
        assertFlaw("items[0].seatIds[1]", full, Map.of("seatIds", List.of(first, UUID.randomUUID())));
        assertFlaw("items[0].seatIds[1]", full, Map.of("seatIds", List.of(first, first)));
        assertFlaw("items[0].seatIds[0]", full, Map.of("seatIds", List.of(seat(offer, "Parkett/A/5"))));
        assertFlaw("items[0].seatIds[0]", standing, Map.of("seatIds", List.of(first)));
        assertFlaw("items[0].seatIds", full, Map.of("seatIds", List.of()));
        assertFlaw("items[0].seats[1]", full, Map.of("seats", List.of("Parkett/A/1", "Parkett/Z/1")));
        assertFlaw("items[0].seats[0]", full, Map.of("seats", List.of("Parkett/A")));
        assertFlaw("items[0].seats", full, Map.of("seatIds", List.of(first), "seats", List.of("Parkett/A/1")));
        assertFlaw("items[0].quantity", full, Map.of("seatIds", List.of(first), "quantity", 2));
        assertFlaw("items[0].quantity", full, Map.of());
        assertThat(states()).isEqualTo("ffffff ffffff");
    }

    private void assertFlaw(String field, ProductOnOffer product, Map<String, Object> wish) {
        Map<String, Object> item = new HashMap<>(wish);
        item.put("productId", product.id());
        Answer answer = office.holdItems(buyer, offer, List.of(item));
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(422);
        assertThat(answer.body().path("errors").path(0).path("field").asString())
                .as("%s", answer.body())
                .isEqualTo(field);
    }

    @Test
    void findsTheBestAvailableForAParty() {
        Answer pair = office.holdItems(
                buyer,
                offer,
                List.of(
                        Map.of("productId", full.id(), "quantity", 1),
                        Map.of("productId", standing.id(), "quantity", 1),
                        Map.of("productId", reduced.id(), "quantity", 1)));

        assertThat(pair.status()).as("%s", pair.body()).isEqualTo(201);
        assertThat(states()).isEqualTo("hhffff ffffff");
        assertThat(office.hold(buyer, 3, offer).status()).isEqualTo(201);
        assertThat(states()).isEqualTo("hhffff hhhfff");
        Answer tooMany = office.hold(buyer, 6, offer);
        assertThat(tooMany.problem()).isEqualTo("sold-out");
        assertThat(tooMany.body().path("products").path(0).path("available").asInt())
                .isEqualTo(5);
        assertThat(office.hold(buyer, 5, offer).status()).isEqualTo(201);
        assertThat(states()).isEqualTo("hhhhff hhhhhh");
    }

    @Test
    void movesSeatsWithTheirBooking() {
        UUID booking = office.holdSeats(
                        buyer,
                        offer,
                        seat(offer, "Parkett/B/1"),
                        seat(offer, "Parkett/B/2"),
                        seat(offer, "Parkett/B/3"))
                .id();
        UUID lapsing =
                office.holdSeats(buyer, offer, seat(offer, "Parkett/A/1")).id();
        UUID givenUp =
                office.holdSeats(buyer, offer, seat(offer, "Parkett/A/2")).id();

        paymentDesk.confirm(new BookingId(booking), new PaymentId(UUID.randomUUID()));
        assertThat(states()).isEqualTo("hhffff sssfff");
        office.cancel(buyer, givenUp);
        assertThat(states()).isEqualTo("hfffff sssfff");
        clock.advance(Duration.ofMinutes(11));
        Awaitility.await().untilAsserted(() -> assertThat(states()).isEqualTo("ffffff sssfff"));

        JsonNode items = office.booking(buyer, booking).body().path("items");
        UUID second = items.valueStream()
                .filter(item -> item.path("number").asString().equals("2"))
                .map(item -> UUID.fromString(item.path("id").asString()))
                .findFirst()
                .orElseThrow();
        assertThat(office.cancel(buyer, booking, second).status()).isEqualTo(200);
        assertThat(states()).isEqualTo("ffffff sfsfff");
        assertThat(told("dev.evently.booking.SeatReleased.v1", booking)
                        .path("products")
                        .path(0)
                        .path("seatIds")
                        .path(0)
                        .asString())
                .isEqualTo(seat(offer, "Parkett/B/2").toString());
        assertThat(office.cancel(buyer, booking).status()).isEqualTo(200);
        assertThat(states()).isEqualTo("ffffff ffffff");
        assertThat(office.booking(buyer, lapsing).text("status")).isEqualTo("EXPIRED");
        assertThat(office.figures(offer)).isEqualTo(new Figures(10, 10, 0, 0, 0));
        LedgerReplay.assertEqualsState(shards, jdbc, offer.id());
    }

    @Test
    void blocksWhateverComesBackOfACancelledEvent() {
        UUID booking =
                office.holdSeats(buyer, offer, seat(offer, "Parkett/B/1")).id();
        paymentDesk.confirm(new BookingId(booking), new PaymentId(UUID.randomUUID()));

        office.cancel(offer);

        Awaitility.await().untilAsserted(() -> assertThat(states()).isEqualTo("bbbbbb bbbbbb"));
        assertThat(office.figures(offer)).isEqualTo(new Figures(10, 0, 0, 0, 10));
    }

    @Test
    void keepsItsSeatsWhenTheEventChanges() {
        office.holdSeats(buyer, offer, seat(offer, "Parkett/A/1"));

        office.update(offer.selling(full.at(9_900), reduced, side, standing));

        assertThat(states()).isEqualTo("hfffff ffffff");
        assertThat(office.hold(buyer, 1, offer).body().path("total").asLong()).isEqualTo(9_900);
    }

    private static JsonNode told(String type, UUID booking) {
        try (KafkaProbe bookings = KafkaProbe.on("evently.bookings")) {
            CloudEvent event = bookings.awaitType(type, booking.toString());
            Contracts.assertValid(type, event);
            return KafkaProbe.data(event);
        }
    }

    private List<String> seats(Answer booking) {
        return booking.body()
                .path("items")
                .valueStream()
                .map(item -> "%s/%s/%s"
                        .formatted(
                                item.path("section").asString(),
                                item.path("row").asString(),
                                item.path("number").asString()))
                .toList();
    }

    /** A letter for each seat as the table has it, row by row. */
    private String states() {
        Bucket bucket = Bucket.ofEvent(offer.id());
        return shards.inSnapshot(
                bucket,
                () -> String.join(
                        " ",
                        jdbc.sql("""
                                SELECT lower(string_agg(left(state, 1), '' ORDER BY position)) FROM seat
                                WHERE bucket = ? AND event_id = ? GROUP BY row_name ORDER BY row_name
                                """)
                                .params(bucket.value(), offer.id())
                                .query(String.class)
                                .list()));
    }
}
