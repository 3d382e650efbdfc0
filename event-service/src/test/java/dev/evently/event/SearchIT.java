package dev.evently.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.testing.IntegrationTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Each test has a category of its own, so that it finds its events only. */
@IntegrationTest
class SearchIT {

    private final Instant start = Instant.now().plus(Duration.ofDays(40)).truncatedTo(ChronoUnit.HOURS);

    private final EventApi visitor;
    private final EventApi owner;
    private final String organizerId;
    private final String category = "kind-" + UUID.randomUUID();
    private final String mine = "/events?category=" + category;
    private String munich = "";
    private String zurich = "";

    SearchIT(@LocalServerPort int port) {
        visitor = EventApi.anybody(port);
        owner = visitor.as(UUID.randomUUID());
        organizerId = owner.organizer();
    }

    @BeforeEach
    void openVenues() {
        munich = owner.venue(organizerId, "M\u00fcnchen", 48.137, 11.575);
        zurich = owner.venue(organizerId, "Z\u00fcrich", 47.374, 8.541);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "&sort=startsAt",
                "&sort=price",
                "&sort=relevance",
                "&q=suites&sort=relevance",
                "&q=jazz+or+encore&sort=relevance",
                "&near=48.1,11.5&radiusKm=400&sort=distance",
                "&near=48.1,11.5&radiusKm=400&sort=price",
                "&minPrice=0&maxPrice=10000&currency=EUR&sort=price"
            })
    void showsEachEventOnceOnAllPagesTogether(String search) {
        Set<String> published = new HashSet<>();
        for (int i = 0; i < 23; i++) {
            String title = i % 3 == 0 ? "Jazz Night" : "Evening";
            published.add(publish(title, i % 2 == 0 ? munich : zurich, i / 5, 1000L * (i % 4)));
        }

        List<JsonNode> seen = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = visitor.get(mine + search + "&limit=4&cursor=" + next)
                    .expect(200)
                    .body();
            page.path("items").forEach(seen::add);
            assertThat(page.path("items").size()).isBetween(1, 4);
            next = page.path("next").isNull() ? "" : page.path("next").asString();
            if (seen.size() == 8) {
                publish("Jazz Night, early and cheap", munich, -1, 0);
            }
        } while (!next.isEmpty());

        assertThat(seen.stream().map(event -> event.path("id").asString()))
                .doesNotHaveDuplicates()
                .containsAll(published);
        JsonNode whole = visitor.get(mine + search + "&limit=100").body();
        assertThat(whole.path("next").isNull()).isTrue();
        assertThat(ids(whole))
                .containsSubsequence(
                        seen.stream().map(event -> event.path("id").asString()).toList());
    }

    @Test
    void ordersByWhatIsAsked() {
        String late = publish("Quartet", munich, 5, 100);
        String dear = publish("Evening of quartets", zurich, 1, 9000);
        String cheap = publish("Quartet and quartet", zurich, 3, 50);

        assertThat(find("")).containsExactly(dear, cheap, late);
        assertThat(find("&sort=price")).containsExactly(cheap, late, dear);
        assertThat(find("&near=47.3,8.5&radiusKm=500&sort=distance")).containsExactly(dear, cheap, late);
        assertThat(find("&near=48.1,11.5&radiusKm=500&sort=distance")).containsExactly(late, dear, cheap);
        assertThat(find("&q=quartet&sort=relevance")).containsExactly(cheap, late);
    }

    @Test
    void findsWordsAsPeopleTypeThem() {
        String jazz = publish("Caf\u00e9 Jazz", munich, 1, 100);
        String rock = publish("Rock \u00fcber Bord", zurich, 2, 100);

        assertThat(find("&q=cafe")).containsExactly(jazz);
        assertThat(find("&q=CAF%C3%89+jazz")).containsExactly(jazz);
        assertThat(find("&q=uber")).containsExactly(rock);
        assertThat(find("&q=jazz+or+rock")).containsExactly(jazz, rock);
        assertThat(find("&q=suites+-rock")).containsExactly(jazz);
        assertThat(find("&q=%22two+suites%22")).containsExactly(jazz, rock);
        assertThat(find("&q=%22suites+two%22")).isEmpty();
        assertThat(find("&q=munchen")).containsExactly(jazz);
        assertThat(find("&q=harbour")).containsExactly(jazz, rock);
        assertThat(find("&q=folk")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            city=munchen | cheap
            city=M%C3%9CNCHEN | cheap
            city=Z%C3%BCrich | dear
            near=48.14,11.57&radiusKm=20 | cheap
            near=48.14,11.57&radiusKm=0.1 | -
            near=47.4,8.5 | dear
            near=-48.14,11.57 | -
            maxPrice=2500 | cheap
            minPrice=2500 | dear
            minPrice=1000&maxPrice=1000 | cheap
            currency=CHF | -
            """)
    void filters(String filter, String expected) {
        String cheap = publish("Cheap", munich, 1, 1000);
        String dear = publish("Dear", zurich, 2, 5000);

        List<String> found = find("&" + filter);
        switch (expected) {
            case "cheap" -> assertThat(found).containsExactly(cheap);
            case "dear" -> assertThat(found).containsExactly(dear);
            default -> assertThat(found).isEmpty();
        }
    }

    @Test
    void filtersByTime() {
        String first = publish("First", munich, 0, 100);
        String second = publish("Second", munich, 48, 100);
        Instant between = start.plus(Duration.ofHours(24));

        assertThat(find("&from=" + between)).containsExactly(second);
        assertThat(find("&to=" + between)).containsExactly(first);
        assertThat(find("&from=" + start + "&to=" + start.plusSeconds(1))).containsExactly(first);
        assertThat(find("&from=2001-01-01")).containsExactly(first, second);
    }

    @Test
    void showsACard() {
        String id = publish("Card", munich, 1, 1250);

        JsonNode card = visitor.get(mine).body().at("/items/0");
        assertThat(card.path("id").asString()).isEqualTo(id);
        assertThat(card.path("title").asString()).isEqualTo("Card");
        assertThat(card.path("category").asString()).isEqualTo(category);
        assertThat(card.path("city").asString()).isEqualTo("M\u00fcnchen");
        assertThat(card.at("/venue/name").asString()).isEqualTo("Harbour Hall");
        assertThat(card.path("fromPrice").asLong()).isEqualTo(1250);
        assertThat(card.path("currency").asString()).isEqualTo("EUR");
        assertThat(card.path("status").asString()).isEqualTo("PUBLISHED");
        assertThat(card.path("timezone").asString()).isEqualTo("Europe/Berlin");
        assertThat(Instant.parse(card.path("startsAt").asString())).isEqualTo(start.plus(Duration.ofHours(1)));
        assertThat(card.has("distanceKm")).isFalse();
        assertThat(visitor.get(mine + "&near=48.137,11.675")
                        .body()
                        .at("/items/0/distanceKm")
                        .asDouble())
                .isBetween(7.3, 7.6);
    }

    @Test
    void followsTheEvent() {
        String id = publish("Before", munich, 1, 100);

        owner.patch("/events/" + id, "{\"title\":\"After\",\"venueId\":null}").expect(200);
        assertThat(find("&q=before")).isEmpty();
        assertThat(find("&q=after")).containsExactly(id);
        assertThat(find("&city=munchen")).isEmpty();
        owner.post("/events/" + id + "/cancel", "").expect(200);
        assertThat(find("")).isEmpty();
    }

    @Test
    void showsATeamItsEventsInEveryState() {
        String draft = owner.draft(body("Draft", munich, 1, 100));
        String published = publish("Published", munich, 2, 100);
        String cancelled = publish("Cancelled", munich, 3, 100);
        owner.post("/events/" + cancelled + "/cancel", "").expect(200);
        String own = "/events?organizerId=" + organizerId;
        EventApi stranger = visitor.as(UUID.randomUUID());

        assertThat(ids(owner.get(own).body())).containsExactly(draft, published, cancelled);
        assertThat(ids(owner.get(own + "&status=DRAFT").body())).containsExactly(draft);
        assertThat(ids(owner.get(own + "&q=cancelled").body())).containsExactly(cancelled);
        assertThat(ids(owner.get("/events?category=" + category).body())).containsExactly(published);
        for (EventApi other : List.of(stranger, visitor)) {
            assertThat(ids(other.get(own).body())).containsExactly(published);
            assertThat(ids(other.get(own + "&status=DRAFT").body())).isEmpty();
            assertThat(ids(other.get(own + "&status=CANCELLED").body())).isEmpty();
        }
    }

    @Test
    void linksToTheNextPage() {
        publish("One", munich, 1, 100);
        publish("Two", munich, 2, 100);

        EventApi.Answer first = visitor.get(mine + "&limit=1");
        assertThat(first.header("Link"))
                .startsWith("</api/v1/events?category=" + category)
                .endsWith("; rel=\"next\"");
    }

    @Test
    void refusesCursorsOfOtherLists() {
        publish("One", munich, 1, 100);
        publish("Two", munich, 2, 100);
        String cursor = visitor.get(mine + "&limit=1").text("next");

        visitor.get(mine + "&cursor=" + cursor).expect(200);
        for (String search : List.of(
                mine + "&sort=price&cursor=" + cursor,
                mine + "&city=Z&cursor=" + cursor,
                mine + "&cursor=" + cursor.substring(1),
                mine + "&cursor=" + cursor.substring(0, cursor.length() - 3),
                mine + "&cursor=x",
                mine + "&cursor=%F0%9F%8E%AA")) {
            visitor.get(search).expectProblem(400, "invalid-cursor");
        }
    }

    private List<String> find(String search) {
        return ids(visitor.get(mine + search).expect(200).body());
    }

    private static List<String> ids(JsonNode page) {
        List<String> ids = new ArrayList<>();
        page.path("items").forEach(item -> ids.add(item.path("id").asString()));
        return ids;
    }

    private String publish(String title, String venueId, int hours, long price) {
        return owner.publish(body(title, venueId, hours, price));
    }

    private String body(String title, String venueId, int hours, long price) {
        return EventApi.eventBody(organizerId, venueId, title, category, start.plus(Duration.ofHours(hours)), price);
    }
}
