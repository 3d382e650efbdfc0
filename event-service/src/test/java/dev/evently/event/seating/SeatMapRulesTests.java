package dev.evently.event.seating;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.event.constraint.Violation;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class SeatMapRulesTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'from':1,'count':500}",
                "{'from':0,'count':1},{'gap':true},{'from':999999,'count':1}",
                "{'from':9,'count':5,'step':-2},{'from':2,'count':4,'step':2}",
                "{'number':'1'},{'number':'1a'},{'number':'01'},{'number':'Loge / 5%'}",
                "{'number':'1','accessible':true},{'number':'2','companionOf':'1'}",
                "{'number':'1','companionOf':'3'},{'from':2,'count':2,'accessible':true}",
                "{'gap':true},{'gap':true},{'from':1,'count':1,'restrictedView':true,'category':'side'},{'gap':true}"
            })
    void acceptsRows(String seats) {
        assertThat(broken(row(seats))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                        |
            {'gap':false}                                             |
            {'number':'1','from':1,'count':1}                         |
            {'number':'1','gap':true}                                 |
            {'gap':true,'category':'side'}                            | .gap
            {'gap':true,'accessible':false}                           | .gap
            {'number':''}                                             | .number
            {'number':' 1'}                                           | .number
            {'number':'1\\n'}                                         | .number
            {'number':'12345678901234567'}                            | .number
            {'number':'1','category':'nowhere'}                       | .category
            {'from':1}                                                | .count
            {'count':4}                                               | .from
            {'step':1}                                                | .from
            {'from':-1,'count':4}                                     | .from
            {'from':1000000,'count':4}                                | .from
            {'from':1,'count':0}                                      | .count
            {'from':1,'count':501}                                    | .count
            {'from':1,'count':-2147483648}                            | .count
            {'from':1,'count':4,'step':0}                             | .step
            {'from':1,'count':4,'step':3}                             | .step
            {'from':1,'count':4,'step':-2147483648}                   | .step
            {'from':5,'count':4,'step':-2}                            | .count
            {'from':1,'count':4,'companionOf':'7'}                    | .companionOf
            {'number':'1','companionOf':'7'}                          | .companionOf
            {'number':'1','companionOf':'99'}                         | .companionOf
            {'number':'1','companionOf':'1','accessible':true}        | .companionOf
            {'number':'7'}                                            | .number
            {'from':6,'count':3}                                      | .from
            """)
    void blamesTheFieldOfASeat(String seat, String field) {
        assertThat(fields(broken(row("{'number':'7'},{'gap':true}," + seat))))
                .containsExactly("sections[0].rows[0].seats[2]" + (field == null ? "" : field));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                                          | categories,sections
            {'categories':[null],'sections':[null]}                                     | categories[0],sections[0]
            {'categories':[{}],'sections':[{}]}                                         | categories[0].key,categories[0].name,sections[0].name,sections[0].rows
            {'categories':[{'key':'A','name':'A'}],'sections':[]}                       | categories[0].key,sections
            {'categories':[{'key':'a','name':'A'},{'key':'a','name':'B'}],'sections':[]} | categories[1].key,sections
            """)
    void blamesTheFieldsOfAMap(String map, String fields) {
        assertThat(fields(broken(map))).containsExactly(fields.split(","));
    }

    @Test
    void wantsNamesOnce() {
        String row = "{'name':'A','category':'stalls','seats':[{'from':1,'count':2}]}";
        String twice = map("{'name':'Left','rows':[" + row + "," + row + "]},{'name':'Left','rows':[" + row + "]}");

        assertThat(fields(broken(twice))).containsExactly("sections[0].rows[1].name", "sections[1].name");
    }

    @Test
    void wantsSeatsInEveryRow() {
        assertThat(fields(broken(row("{'gap':true}")))).containsExactly("sections[0].rows[0].seats");
        assertThat(fields(broken(row("")))).containsExactly("sections[0].rows[0].seats");
        assertThat(fields(broken(row("null")))).containsExactly("sections[0].rows[0].seats[0]");
        assertThat(fields(broken(row("{'from':1,'count':400},{'from':401,'count':101}"))))
                .containsExactly("sections[0].rows[0].seats");
    }

    @Test
    void wantsACategoryForEveryRow() {
        String seats = "'seats':[{'from':1,'count':2}]";

        assertThat(fields(broken(map("{'name':'Left','rows':[{'name':'A'," + seats + "},"
                        + "{'name':'B','category':'nowhere'," + seats + "}]}"))))
                .containsExactly("sections[0].rows[0].category", "sections[0].rows[1].category");
    }

    @Test
    void countsSeatsBeforeItLooksAtThem() {
        String rows = IntStream.range(0, 500)
                .mapToObj("{'name':'%d','category':'stalls','seats':[{'from':1,'count':500}]}"::formatted)
                .collect(Collectors.joining(","));

        assertThat(fields(broken(map("{'name':'Left','rows':[" + rows + "]}")))).containsExactly("sections");
        assertThat(fields(broken(row("{'from':1,'count':2147483647},{'from':1,'count':2147483647}"))))
                .containsExactly("sections");
    }

    @Test
    void boundsWhatItSays() {
        String sections = "{},".repeat(199) + "{}";
        String seats = "{},".repeat(499) + "{}";

        assertThat(broken(map(sections))).hasSize(SeatMapRules.MAX_VIOLATIONS);
        assertThat(broken(row(seats))).hasSize(SeatMapRules.MAX_VIOLATIONS);
        assertThat(fields(broken(map(sections + ",{}")))).containsExactly("sections");
    }

    private static String row(String seats) {
        return map("{'name':'Left','rows':[{'name':'A','category':'stalls','seats':[" + seats + "]}]}");
    }

    private static String map(String sections) {
        return "{'categories':[{'key':'stalls','name':'Stalls'},{'key':'side','name':'Side'}],'sections':[" + sections
                + "]}";
    }

    private static List<Violation> broken(String map) {
        return SeatMapRules.broken(JSON.readValue(map.replace('\'', '"'), SeatMap.class));
    }

    private static List<String> fields(List<Violation> violations) {
        return violations.stream().map(Violation::field).toList();
    }
}
