package dev.evently.event.seating;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class SeatMapTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final SeatMap MAP = JSON.readValue("""
            {"categories":[{"key":"stalls","name":"Stalls"},{"key":"box","name":"Box"},{"key":"none","name":"None"}],
             "sections":[{"name":"Left","rows":[
               {"name":"A","category":"stalls","seats":[
                 {"gap":true},{"from":9,"count":3,"step":-2},{"number":"1","category":"stalls","accessible":false},
                 {"number":"2","category":"box","restrictedView":true}]},
               {"name":"B","category":"box","seats":[{"from":1,"count":4,"step":1}]}]}]}
            """, SeatMap.class);

    @Test
    void countsTheSeatsOfEachCategory() {
        assertThat(MAP.seatCount()).isEqualTo(9);
        assertThat(MAP.seatsByCategory()).isEqualTo(Map.of("stalls", 4, "box", 5, "none", 0));
        assertThat(MAP.seatsByCategory().keySet()).containsExactly("stalls", "box", "none");
    }

    @Test
    void numbersARunFromLeftToRight() {
        assertThat(MAP.sections().getFirst().rows().getFirst().seats().get(1).numbers())
                .containsExactly("9", "7", "5");
    }

    @Test
    void beginsWithTheFirstSeatAndNotWithAGap() {
        assertThat(MAP.firstSeat()).isEqualTo(new SeatName("Left", "A", "9"));
    }

    @Test
    void leavesOutWhatGoesWithoutSaying() {
        assertThat(JSON.valueToTree(MAP.terse()).path("sections")).isEqualTo(JSON.readTree("""
                [{"name":"Left","rows":[
                   {"name":"A","category":"stalls","seats":[
                     {"gap":true},{"from":9,"count":3,"step":-2},{"number":"1"},
                     {"number":"2","category":"box","restrictedView":true}]},
                   {"name":"B","category":"box","seats":[{"from":1,"count":4}]}]}]
                """));
        assertThat(MAP.terse().seatsByCategory()).isEqualTo(MAP.seatsByCategory());
    }

    /** Computed with another program: Python's {@code uuid.uuid5}. */
    @ParameterizedTest
    @CsvSource({
        "Stalls, A, 1, ffcd926c-15ce-5d71-ab1a-99d06f3b0178",
        "Stalls/A, 1, 2, f8d33319-7a91-508c-82c9-0462ae07ba05",
        "Stalls, A/1, 2, b310d960-e6b5-501a-b65c-2f537f0cf3a0",
        "100% Loge, 5%2F, 7, d31d90fd-29ac-5adf-932e-c0058d1a1459",
        "Hochparkett ü, Ä, 12, 4fcec5a9-026c-5851-9bc8-f661d053fd7e",
        "Rang 🎪, b, 0, 5b4819d2-448d-56db-87d9-76ba929b7a2c"
    })
    void makesSeatIdsThatEverybodyCanMake(String section, String row, String number, UUID id) {
        assertThat(new SeatName(section, row, number).idAt(UUID.fromString("019372b4-1c00-7a31-8f54-2b1f6f0a9c01")))
                .isEqualTo(id);
    }
}
