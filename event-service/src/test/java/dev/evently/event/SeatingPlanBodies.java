package dev.evently.event;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Bodies of seating plans to begin a test with. */
final class SeatingPlanBodies {

    private SeatingPlanBodies() {}

    /** A plan with 14 seats in the stalls, in two rows with an aisle, and 4 at the side. */
    static String hall(String organizerId, @Nullable String venueId) {
        return plan(organizerId, venueId, """
                {"name":"Parkett L/R","rows":[
                  {"name":"1","category":"stalls","seats":[
                    {"from":7,"count":4,"step":-2},{"gap":true},{"number":"2","accessible":true},
                    {"number":"4","companionOf":"2"}]},
                  {"name":"2","category":"stalls","seats":[
                    {"from":1,"count":8},{"from":9,"count":4,"category":"side","restrictedView":true}]}]}
                """);
    }

    static String plan(String organizerId, @Nullable String venueId, String sections) {
        return """
                {"organizerId":"%s","venueId":%s,"name":"Great hall",
                 "categories":[{"key":"stalls","name":"Stalls"},{"key":"side","name":"Side, restricted view"}],
                 "sections":[%s]}
                """.formatted(organizerId, venueId == null ? "null" : "\"" + venueId + "\"", sections);
    }

    /** A plan in which every row has the same seats. */
    static String stadium(String organizerId, int sections, int rows, String seats) {
        String row = "{\"name\":\"%d\",\"category\":\"stalls\",\"seats\":[" + seats + "]}";
        String section = "{\"name\":\"Block %d\",\"rows\":["
                + IntStream.rangeClosed(1, rows).mapToObj(row::formatted).collect(Collectors.joining(",")) + "]}";
        return plan(
                organizerId,
                null,
                IntStream.rangeClosed(1, sections).mapToObj(section::formatted).collect(Collectors.joining(",")));
    }

    /** So many seats, each written for itself. */
    static String oneByOne(int seats) {
        return IntStream.rangeClosed(1, seats)
                .mapToObj("{\"number\":\"%d\"}"::formatted)
                .collect(Collectors.joining(","));
    }
}
