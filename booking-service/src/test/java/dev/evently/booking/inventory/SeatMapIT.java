package dev.evently.booking.inventory;

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
import dev.evently.booking.seat.SeatLayout;
import dev.evently.booking.seat.SeatingPlan;
import dev.evently.booking.seat.SeatingPlan.Block;
import dev.evently.booking.sharding.Bucket;
import dev.evently.booking.sharding.Shards;
import dev.evently.testing.TestTokens;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The map of seats that everybody sees, and the seats that the organizer keeps. */
@BookingServiceTest
class SeatMapIT {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final UUID buyer = UUID.randomUUID();
    private final UUID manager = UUID.randomUUID();
    private final String admin = TestTokens.user(UUID.randomUUID(), "ADMIN");
    private final ProductOnOffer stalls = ProductOnOffer.ofSeats(STALLS);
    private final OnOffer small = OnOffer.with(stalls)
            .seatedIn(Halls.of(
                    Halls.row("A", Halls.run(1, 2), Halls.gap(), Halls.accessible("w"), Halls.companion("c", "w")),
                    Halls.row("B", Halls.sideRun(1, 3))));

    @Autowired
    BoxOffice office;

    @Autowired
    Environment environment;

    @Autowired
    MeterRegistry metrics;

    @Autowired
    Shards shards;

    @Autowired
    JdbcClient jdbc;

    @Test
    void showsWhereSeatsStandAndWhichAreFree() {
        office.publish(small);
        office.holdSeats(buyer, small, seat(small, "Parkett/A/2"));
        block(admin, small, true, "Parkett/A/w");

        Answer map = map(small, Map.of());

        assertThat(map.status()).isEqualTo(200);
        JsonNode rows = map.body().path("sections").path(0).path("rows");
        assertThat(rows.path(0).path("states").asString()).isEqualTo("fhbf");
        assertThat(rows.path(0).path("seats").toString())
                .isEqualTo("[{\"from\":1,\"count\":2},{\"gap\":true},{\"number\":\"w\",\"accessible\":true},"
                        + "{\"number\":\"c\",\"companionOf\":\"w\"}]");
        JsonNode categories = map.body().path("categories");
        assertThat(categories.path(0).path("products").path(0).path("productId").asString())
                .isEqualTo(stalls.id().toString());
        assertThat(categories.path(1).path("products")).isEmpty();
        assertThat(map.headers().getCacheControl()).isEqualTo("max-age=1, public");
        OnOffer unseated = office.publish(OnOffer.with(ProductOnOffer.of(3)));
        assertThat(map(unseated, Map.of()).status()).isEqualTo(404);
        assertThat(map(OnOffer.with(stalls), Map.of()).status()).isEqualTo(404);
    }

    @Test
    void isNotSentAgainUntilItChanges() {
        office.publish(small);
        Map<String, String> known =
                Map.of("If-None-Match", map(small, Map.of()).headers().getFirst(HttpHeaders.ETAG) + "");

        assertThat(map(small, known).status()).isEqualTo(304);
        UUID booking =
                office.holdSeats(buyer, small, seat(small, "Parkett/A/1")).id();
        assertThat(map(small, known).status()).isEqualTo(200);
        office.cancel(buyer, booking);
        assertThat(map(small, known).status()).isEqualTo(200);
        office.update(small.selling(stalls.at(9_900)));
        assertThat(map(small, known)
                        .body()
                        .path("categories")
                        .path(0)
                        .path("products")
                        .path(0)
                        .path("price")
                        .asLong())
                .isEqualTo(9_900);
    }

    @Test
    void tellsWhatHasChangedSinceAVersion() {
        office.publish(small);
        long before = map(small, Map.of()).body().path("version").asLong();
        office.holdSeats(buyer, small, seat(small, "Parkett/A/2"));
        office.holdSeats(buyer, small, seat(small, "Parkett/A/1"));

        JsonNode changes = since(small, before).body();

        assertThat(changes.path("version").asLong()).isEqualTo(before + 2);
        assertThat(changes.path("seats")
                        .valueStream()
                        .map(seat -> seat.path("seat").asString() + "="
                                + seat.path("state").asString()))
                .containsExactlyInAnyOrder("Parkett/A/1=h", "Parkett/A/2=h");
        assertThat(since(small, before + 2).body().path("seats")).isEmpty();
        for (Object nonsense : List.of(-1, before + 3, "x", "", "9999999999999999999", "1.5")) {
            Answer refused = since(small, nonsense);
            assertThat(refused.status()).as("%s", nonsense).isEqualTo(400);
            assertThat(refused.body().path("errors").path(0).path("field").asString())
                    .as("%s", nonsense)
                    .isEqualTo("since");
        }
    }

    @Test
    void fitsTwentyThousandSeatsIntoAHundredKilobytes() throws Exception {
        OnOffer arena = office.publish(OnOffer.with(stalls).seatedIn(seatBySeat(800, 25)));
        List<String> names = arena.layout().seats().stream()
                .map(seat -> seat.name().toString())
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(names, new Random(5));
        assertThat(block(admin, arena, true, names.subList(0, 5_000).toArray(String[]::new))
                        .status())
                .isEqualTo(200);
        assertThat(block(admin, arena, true, names.subList(5_000, 10_000).toArray(String[]::new))
                        .status())
                .isEqualTo(200);

        byte[] compressed = compressed(arena);

        assertThat(compressed.length).isBetween(10_000, 100_000);
        JsonNode map = JSON.readTree(new GZIPInputStream(new ByteArrayInputStream(compressed)));
        String letters = letters(map);
        assertThat(letters).hasSize(20_000);
        assertThat(letters.chars().filter(letter -> letter == 'b').count()).isEqualTo(10_000);
        assertThat(since(arena, 1).body().path("reload").asBoolean()).isTrue();
        assertThat(since(arena, 1).body().path("seats")).isEmpty();
    }

    @Test
    void opensTheLargestHall() {
        OnOffer stadium = office.publish(OnOffer.with(stalls).seatedIn(Halls.of(500, 120)));

        assertThat(letters(map(stadium, Map.of()).body())).hasSize(60_000).doesNotContain("h", "s", "b");
        assertThat(office.hold(buyer, 3, stadium).status()).isEqualTo(201);
        assertThat(letters(map(stadium, Map.of()).body())).startsWith("hhhf");
    }

    @Test
    void keepsSeatsFromSaleAndPutsThemBack() {
        office.publish(small);
        office.setTeam(small.organizerId(), 1, Map.of(manager, "MANAGER", buyer, "CHECK_IN"));
        String token = TestTokens.user(manager);
        Awaitility.await().until(() -> block(token, small, true, "Parkett/A/1").status() == 200);
        assertThat(block(token, small, true, "Parkett/A/1", "Parkett/A/2").status())
                .isEqualTo(200);
        assertThat(office.figures(small)).isEqualTo(new Figures(4, 2, 0, 0, 2));
        assertThat(office.holdSeats(buyer, small, seat(small, "Parkett/A/1")).problem())
                .isEqualTo("seat-taken");

        assertThat(block(token, small, false, seat(small, "Parkett/A/2").toString())
                        .status())
                .isEqualTo(200);
        office.holdSeats(buyer, small, seat(small, "Parkett/A/2"));
        Answer taken = block(token, small, true, "Parkett/A/w", "Parkett/A/2");
        assertThat(taken.problem()).isEqualTo("seat-taken");
        assertThat(taken.body().path("seats").path(0).path("seat").asString()).isEqualTo("Parkett/A/2");
        assertThat(letters(map(small, Map.of()).body())).isEqualTo("bhfffff");

        assertFlaw("seats[1]", block(token, small, true, "Parkett/A/w", "Parkett/Z/1"));
        assertFlaw("seats[0]", block(token, small, true, "Parkett/B/1"));
        assertFlaw("seats[0]", block(token, small, true, "nonsense"));
        assertFlaw("seats", block(token, small, true));
        assertThat(block(TestTokens.user(buyer), small, true, "Parkett/A/w").status())
                .isEqualTo(404);
        LedgerReplay.assertEqualsState(shards, jdbc, small.id());
    }

    @Test
    void doesNotBlockSeatsByTheirNumber() {
        office.publish(small);

        Answer refused = office.exchange(
                HttpMethod.PUT,
                "/api/v1/events/%s/inventory/quotas/%s".formatted(small.id(), stallsQuota()),
                admin,
                Map.of("blocked", 1),
                Map.of());

        assertFlaw("blocked", refused);
        assertThat(refused.text("detail")).contains("/inventory/seats");
    }

    @Test
    void showsWhetherSeatsDifferFromTheirQuota() {
        office.publish(small);
        Awaitility.await().until(() -> differences() == 0);

        cook("BLOCKED");
        Awaitility.await().until(() -> differences() == 1);
        cook("FREE");
        Awaitility.await().until(() -> differences() == 0);
    }

    private void cook(String state) {
        Bucket bucket = Bucket.ofEvent(small.id());
        shards.inTransaction(
                bucket,
                () -> jdbc.sql("UPDATE seat SET state = ? WHERE bucket = ? AND event_id = ? AND id = ?")
                        .params(state, bucket.value(), small.id(), seat(small, "Parkett/A/1"))
                        .update());
    }

    private double differences() {
        return metrics.find("evently.ledger.difference").gauges().stream()
                .mapToDouble(Gauge::value)
                .sum();
    }

    private UUID stallsQuota() {
        return SeatLayout.quotaOf(small.id(), STALLS);
    }

    private static void assertFlaw(String field, Answer answer) {
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(422);
        assertThat(answer.body().path("errors").path(0).path("field").asString())
                .isEqualTo(field);
    }

    private Answer block(String token, OnOffer offer, boolean blocked, String... seats) {
        return office.exchange(
                HttpMethod.PUT,
                "/api/v1/events/" + offer.id() + "/inventory/seats",
                token,
                Map.of("seats", List.of(seats), "blocked", blocked),
                Map.of());
    }

    private Answer map(OnOffer offer, Map<String, String> headers) {
        return office.exchange(HttpMethod.GET, "/api/v1/events/" + offer.id() + "/seats", null, null, headers);
    }

    private Answer since(OnOffer offer, Object version) {
        return office.get("/api/v1/events/" + offer.id() + "/seats?since=" + version, null);
    }

    private static String letters(JsonNode map) {
        return map.path("sections")
                .valueStream()
                .flatMap(section -> section.path("rows").valueStream())
                .map(row -> row.path("states").asString())
                .collect(Collectors.joining());
    }

    private byte[] compressed(OnOffer offer) throws Exception {
        String port = environment.getRequiredProperty("local.server.port");
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:%s/api/v1/events/%s/seats".formatted(port, offer.id())))
                .header("Accept-Encoding", "gzip")
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            var response = client.send(request, BodyHandlers.ofByteArray());
            assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
            return response.body();
        }
    }

    /** A plan in which every seat is written for itself, which takes the most room. */
    private static SeatingPlan seatBySeat(int rows, int seats) {
        return Halls.of(IntStream.rangeClosed(1, rows)
                .mapToObj(row -> Halls.row(
                        Integer.toString(row),
                        IntStream.rangeClosed(1, seats)
                                .mapToObj(number -> new Block(
                                        Integer.toString(number), null, null, null, null, null, null, null, null))
                                .toArray(Block[]::new)))
                .toArray(SeatingPlan.Row[]::new));
    }
}
