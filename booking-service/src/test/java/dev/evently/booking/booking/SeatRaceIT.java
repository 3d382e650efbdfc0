package dev.evently.booking.booking;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.booking.Answer;
import dev.evently.booking.BookingServiceTest;
import dev.evently.booking.BoxOffice;
import dev.evently.booking.BoxOffice.Figures;
import dev.evently.booking.Halls;
import dev.evently.booking.LedgerReplay;
import dev.evently.booking.OnOffer;
import dev.evently.booking.OnOffer.ProductOnOffer;
import dev.evently.booking.SecondInstance;
import dev.evently.booking.Together;
import dev.evently.booking.sharding.Bucket;
import dev.evently.booking.sharding.Shards;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Five thousand buyers at once on five hundred seats, in two instances of the service. */
@BookingServiceTest
class SeatRaceIT {

    private static final int BUYERS = 5_000;
    private static final int BUYERS_OVER_HTTP = 600;
    private static final int SEATS = 500;

    private static SecondInstance second;

    private final ProductOnOffer stalls = ProductOnOffer.ofSeats(Halls.STALLS);
    private final OnOffer offer = OnOffer.with(stalls).seatedIn(Halls.of(20, SEATS / 20));

    @Autowired
    BoxOffice office;

    @Autowired
    PlaceHold placeHold;

    @Autowired
    PaymentDesk paymentDesk;

    @Autowired
    CancelBooking cancelBooking;

    @Autowired
    Shards shards;

    @Autowired
    JdbcClient jdbc;

    @BeforeAll
    static void startSecond(@Autowired ApplicationContext first) {
        second = SecondInstance.beside(first);
    }

    @AfterAll
    static void stopSecond() {
        second.close();
    }

    /** What a buyer has in the end: nothing, or a booking with its seats. */
    private record Outcome(PlaceHold.Result result, boolean paid, boolean kept) {}

    @Test
    void givesEverySeatToOneBuyerAtMost() throws Exception {
        office.publish(offer);
        List<UUID> seats =
                offer.layout().seats().stream().map(seat -> seat.id()).toList();
        AtomicBoolean over = new AtomicBoolean();
        Future<Integer> looks = watchingTheMap(over);

        List<Outcome> outcomes = Together.times(BUYERS, number -> buy(number, seats));
        over.set(true);

        assertThat(looks.get()).isPositive();
        assertThat(outcomes)
                .extracting(Outcome::result)
                .allMatch(result -> result instanceof PlaceHold.Result.Placed
                        || result instanceof PlaceHold.Result.SeatsTaken
                        || result instanceof PlaceHold.Result.SoldOut);
        Map<UUID, String> expected = expected(seats, outcomes);
        assertThat(rows()).isEqualTo(expected);
        String letters = seats.stream()
                .map(seat -> expected.getOrDefault(seat, "?").substring(0, 1))
                .collect(Collectors.joining());
        assertThat(map(office)).isEqualTo(letters);
        assertThat(map(second.office())).isEqualTo(letters);
        int held = count(letters, 'h');
        int sold = count(letters, 's');
        assertThat(office.figures(offer)).isEqualTo(new Figures(SEATS, SEATS - held - sold, held, sold, 0));
        LedgerReplay.assertEqualsState(shards, jdbc, offer.id());

        assertThat(sellTheRest(seats)).isEqualTo(SEATS - held - sold);
        assertThat(map(office)).doesNotContain("f");
        LedgerReplay.assertEqualsState(shards, jdbc, offer.id());
    }

    @Test
    void givesEverySeatToOneBuyerAtMostOfThoseWhoAskOverHttp() throws Exception {
        office.publish(offer);
        List<UUID> seats =
                offer.layout().seats().stream().map(seat -> seat.id()).toList();

        List<Answer> answers = Together.times(BUYERS_OVER_HTTP, number -> ask(number, seats));

        assertThat(answers).extracting(Answer::status).containsOnly(201, 409);
        assertThat(answers.stream().filter(answer -> answer.status() == 409).map(Answer::problem))
                .isNotEmpty()
                .allMatch(Set.of("seat-taken", "sold-out")::contains);
        List<String> told = answers.stream()
                .filter(answer -> answer.status() == 201)
                .flatMap(answer -> answer.body().path("items").valueStream())
                .map(item -> item.path("seatId").asString())
                .toList();
        assertThat(told).doesNotHaveDuplicates();
        String letters = seats.stream()
                .map(seat -> told.contains(seat.toString()) ? "h" : "f")
                .collect(Collectors.joining());
        assertThat(map(office)).isEqualTo(letters);
        assertThat(map(second.office())).isEqualTo(letters);
        int held = told.size();
        assertThat(office.figures(offer)).isEqualTo(new Figures(SEATS, SEATS - held, held, 0, 0));
        LedgerReplay.assertEqualsState(shards, jdbc, offer.id());
    }

    /** Every other buyer names seats that stand side by side; the others leave the choice open. */
    private Answer ask(int number, List<UUID> seats) {
        Random random = new Random(number);
        int party = 1 + random.nextInt(4);
        int first = random.nextInt(SEATS - party);
        BoxOffice either = number % 2 == 0 ? office : second.office();
        return random.nextBoolean()
                ? either.hold(UUID.randomUUID(), party, offer)
                : either.holdSeats(
                        UUID.randomUUID(),
                        offer,
                        seats.subList(first, first + party).toArray(UUID[]::new));
    }

    /** One buyer in two names seats, the other leaves the choice open; of those who get some, some pay and some give up. */
    private Outcome buy(int number, List<UUID> seats) {
        Random random = new Random(number);
        PlaceHold holds = number % 2 == 0 ? placeHold : second.bean(PlaceHold.class);
        int party = 1 + random.nextInt(4);
        HoldRequest.Line line = random.nextBoolean()
                ? new HoldRequest.Line(stalls.id(), party)
                : named(random.nextInt(SEATS - party), party, seats);
        PlaceHold.Result result = holds.place(request(line));
        if (!(result instanceof PlaceHold.Result.Placed placed)) {
            return new Outcome(result, false, false);
        }
        BookingId id = placed.booking().id();
        int then = random.nextInt(3);
        if (then == 1) {
            paymentDesk.confirm(id, new PaymentId(UUID.randomUUID()));
        }
        if (then == 2) {
            cancelBooking.cancel(id, Set.of(), CancelReason.BUYER);
        }
        return new Outcome(result, then == 1, then < 2);
    }

    private HoldRequest.Line named(int first, int party, List<UUID> seats) {
        return new HoldRequest.Line(stalls.id(), party, seats.subList(first, first + party));
    }

    private HoldRequest request(HoldRequest.Line line) {
        UUID buyer = UUID.randomUUID();
        return new HoldRequest(
                new IdempotencyKey(Bucket.ofEvent(offer.id()), "user:" + buyer, "key"),
                offer.id(),
                buyer,
                List.of(line),
                Duration.ofMinutes(10),
                null,
                null);
    }

    /** Each seat's letter and holder, from what the buyers were told. */
    private static Map<UUID, String> expected(List<UUID> seats, List<Outcome> outcomes) {
        Map<UUID, List<String>> told = outcomes.stream()
                .filter(Outcome::kept)
                .flatMap(outcome -> ((PlaceHold.Result.Placed) outcome.result())
                        .booking().items().stream()
                                .map(item -> Map.entry(
                                        Objects.requireNonNull(item.seatId()),
                                        (outcome.paid() ? "s " : "h ")
                                                + ((PlaceHold.Result.Placed) outcome.result())
                                                        .booking()
                                                        .id()
                                                        .value())))
                .collect(groupingBy(Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        assertThat(told).allSatisfy((seat, holders) -> assertThat(holders).hasSize(1));
        return seats.stream()
                .collect(toMap(
                        seat -> seat,
                        seat -> told.getOrDefault(seat, List.of("f")).getFirst()));
    }

    /** As {@link #expected}, from the table. */
    private Map<UUID, String> rows() {
        Bucket bucket = Bucket.ofEvent(offer.id());
        Map<UUID, String> rows = new HashMap<>();
        shards.inSnapshot(bucket, () -> {
            jdbc.sql(
                            "SELECT id, lower(left(state, 1)) AS letter, booking_id FROM seat WHERE bucket = ? AND event_id = ?")
                    .params(bucket.value(), offer.id())
                    .query(row -> {
                        String booking = row.getString("booking_id");
                        rows.put(
                                row.getObject("id", UUID.class),
                                row.getString("letter") + (booking == null ? "" : " " + booking));
                    });
            return rows;
        });
        return rows;
    }

    private int sellTheRest(List<UUID> seats) {
        int sold = 0;
        while (placeHold.place(request(new HoldRequest.Line(stalls.id(), 1))) instanceof PlaceHold.Result.Placed) {
            sold++;
            assertThat(sold).isLessThanOrEqualTo(seats.size());
        }
        return sold;
    }

    /** All letters of the map, as it is shown over HTTP. */
    private String map(BoxOffice from) {
        return letters(from.get("/api/v1/events/" + offer.id() + "/seats", null).body());
    }

    private static String letters(JsonNode map) {
        return map.path("sections")
                .valueStream()
                .flatMap(section -> section.path("rows").valueStream())
                .map(row -> row.path("states").asString())
                .collect(Collectors.joining());
    }

    private static int count(String letters, char letter) {
        return (int) letters.chars().filter(one -> one == letter).count();
    }

    /**
     * Follows the map by its changes. Versions never go back, and whoever applies all changes to the first map sees what
     * the whole map shows at the same version.
     */
    private Future<Integer> watchingTheMap(AtomicBoolean over) {
        FutureTask<Integer> looks = new FutureTask<>(() -> {
            String path = "/api/v1/events/" + offer.id() + "/seats";
            List<String> ids = offer.layout().seats().stream()
                    .map(seat -> seat.id().toString())
                    .toList();
            Map<String, Integer> positions =
                    IntStream.range(0, SEATS).boxed().collect(toMap(ids::get, position -> position));
            StringBuilder followed = new StringBuilder(map(office));
            long version = 1;
            int same = 0;
            do {
                JsonNode changes =
                        second.office().get(path + "?since=" + version, null).body();
                assertThat(changes.path("version").asLong()).isGreaterThanOrEqualTo(version);
                version = changes.path("version").asLong();
                changes.path("seats")
                        .forEach(seat -> followed.setCharAt(
                                Objects.requireNonNull(
                                        positions.get(seat.path("seatId").asString())),
                                seat.path("state").asString().charAt(0)));
                JsonNode whole = office.get(path, null).body();
                assertThat(whole.path("version").asLong()).isGreaterThanOrEqualTo(version);
                if (whole.path("version").asLong() == version) {
                    assertThat(followed).hasToString(letters(whole));
                    same++;
                }
            } while (!over.get() || same == 0);
            return same;
        });
        Thread.ofVirtual().start(looks);
        return looks;
    }
}
