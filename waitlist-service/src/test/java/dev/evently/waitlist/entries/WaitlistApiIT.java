package dev.evently.waitlist.entries;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.testing.TestTokens;
import dev.evently.waitlist.WaitlistStory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

class WaitlistApiIT extends WaitlistStory {

    private final UUID ada = UUID.randomUUID();
    private final UUID bob = UUID.randomUUID();

    @BeforeEach
    void putTheEventOnSale() {
        publishEvent();
    }

    @Test
    void tellsEachWhoJoinsTheirPlaceInLine() {
        JsonNode first = join(ada, 2);
        JsonNode second = join(bob, 1);

        assertThat(first.path("status").asString()).isEqualTo("WAITING");
        assertThat(first.path("position").asInt()).isEqualTo(1);
        assertThat(first.path("eventId").asString()).isEqualTo(eventId.toString());
        assertThat(first.path("productId").asString()).isEqualTo(productId.toString());
        assertThat(first.path("quantity").asInt()).isEqualTo(2);
        assertThat(second.path("position").asInt()).isEqualTo(2);
    }

    @Test
    void givesFiftyWhoJoinAtOncePlacesOneToFifty() throws Exception {
        List<Integer> positions = atOnce(IntStream.range(0, 50)
                .<Callable<Integer>>mapToObj(
                        n -> () -> join(UUID.randomUUID(), 1).path("position").asInt())
                .toList());

        assertThat(positions)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 50).boxed().toList());
    }

    @Test
    void letsOnePersonJoinALineOnceHoweverManyTimesTheyTryAtOnce() throws Exception {
        List<Integer> statuses = atOnce(IntStream.range(0, 8)
                .<Callable<Integer>>mapToObj(n -> () -> statusOf(tryToJoin(ada, 1)))
                .toList());

        assertThat(statuses).containsOnly(201, 409).containsOnlyOnce(201);
    }

    @Test
    void refusesASecondOpenEntryAndNamesTheFirst() {
        String entry = join(ada, 1).path("id").asString();

        JsonNode problem = body(tryToJoin(ada, 2).expectStatus().isEqualTo(409));

        assertThat(problem.path("type").asString()).isEqualTo("/problems/already-waiting");
        assertThat(problem.path("entryId").asString()).isEqualTo(entry);
    }

    @Test
    void movesUpWhenSomebodyAheadLeaves() {
        String first = join(ada, 1).path("id").asString();
        join(bob, 1);

        leave(ada, first);

        assertThat(entryOf(bob).path("position").asInt()).isEqualTo(1);
        assertThat(statusOf(ada)).isEqualTo("LEFT");
        assertThat(entryOf(ada).path("position").isNull()).isTrue();
    }

    @Test
    void putsWhoLeavesAndComesBackAtTheEnd() {
        leave(ada, join(ada, 1).path("id").asString());
        join(bob, 1);

        assertThat(join(ada, 1).path("position").asInt()).isEqualTo(2);
    }

    @Test
    void leavesTwiceAsOnce() {
        String entry = join(ada, 1).path("id").asString();

        leave(ada, entry);
        leave(ada, entry);

        assertThat(statusOf(ada)).isEqualTo("LEFT");
    }

    @Test
    void hidesTheEntriesOfOthers() {
        String entry = join(ada, 1).path("id").asString();

        as(bob).delete()
                .uri("/api/v1/waitlist/{id}", entry)
                .exchange()
                .expectStatus()
                .isNotFound();

        assertThat(entryOf(bob).isMissingNode()).isTrue();
        assertThat(statusOf(ada)).isEqualTo("WAITING");
    }

    @Test
    void knowsNoEventThatWasNeverPublished() {
        JsonNode problem = body(post(ada, UUID.randomUUID(), Map.of("productId", productId, "quantity", 1), null)
                .expectStatus()
                .isNotFound());

        assertThat(problem.path("type").asString()).isEqualTo("/problems/not-found");
    }

    @Test
    void namesTheFieldOfAProductTheEventDoesNotHave() {
        JsonNode problem = body(post(ada, eventId, Map.of("productId", UUID.randomUUID(), "quantity", 1), null)
                .expectStatus()
                .isEqualTo(422));

        assertThat(problem.at("/errors/0/field").asString()).isEqualTo("productId");
    }

    @Test
    void namesTheQuantityThatNoBookingMayHave() {
        JsonNode problem = body(tryToJoin(ada, 5).expectStatus().isEqualTo(422));

        assertThat(problem.at("/errors/0/field").asString()).isEqualTo("quantity");
        assertThat(problem.at("/errors/0/message").asString()).contains("4");
    }

    @Test
    void refusesToJoinOnceTheEventHasBegun() {
        clock.advance(Duration.ofDays(31));

        JsonNode problem = body(tryToJoin(ada, 1).expectStatus().isEqualTo(409));

        assertThat(problem.path("type").asString()).isEqualTo("/problems/not-on-sale");
    }

    @Test
    void answersARepetitionWithTheEntryOfTheFirstRequest() {
        Map<String, Object> wish = Map.of("productId", productId, "quantity", 1);
        String key = UUID.randomUUID().toString();

        JsonNode first = body(post(ada, eventId, wish, key).expectStatus().isCreated());
        JsonNode second = body(post(ada, eventId, wish, key).expectStatus().isCreated());

        assertThat(second).isEqualTo(first);
    }

    @Test
    void answersRepetitionsThatRunAtTheSameTimeWithOneEntry() throws Exception {
        Map<String, Object> wish = Map.of("productId", productId, "quantity", 1);
        String key = UUID.randomUUID().toString();

        List<String> entries = atOnce(IntStream.range(0, 8)
                .<Callable<String>>mapToObj(n ->
                        () -> body(post(ada, eventId, wish, key).expectStatus().isCreated())
                                .path("id")
                                .asString())
                .toList());

        assertThat(entries).hasSize(8).containsOnly(entries.getFirst());
    }

    @Test
    void refusesAKeyThatBelongsToAnotherRequest() {
        String key = UUID.randomUUID().toString();
        post(ada, eventId, Map.of("productId", productId, "quantity", 1), key)
                .expectStatus()
                .isCreated();

        JsonNode problem = body(post(ada, eventId, Map.of("productId", productId, "quantity", 2), key)
                .expectStatus()
                .isEqualTo(422));

        assertThat(problem.path("type").asString()).isEqualTo("/problems/idempotency-key-reused");
    }

    @Test
    void letsTwoPeopleUseTheSameKey() {
        Map<String, Object> wish = Map.of("productId", productId, "quantity", 1);

        post(ada, eventId, wish, "one").expectStatus().isCreated();
        post(bob, eventId, wish, "one").expectStatus().isCreated();
    }

    @Test
    void listsOwnEntriesLatestFirstPageByPage() {
        List<String> joined = new ArrayList<>();
        for (int n = 0; n < 3; n++) {
            String entry = join(ada, 1).path("id").asString();
            leave(ada, entry);
            joined.addFirst(entry);
        }
        List<String> listed = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = body(as(ada).get()
                    .uri("/api/v1/waitlist?limit=2" + (next.isEmpty() ? "" : "&cursor=" + next))
                    .exchange()
                    .expectStatus()
                    .isOk());
            page.path("items").forEach(item -> listed.add(item.path("id").asString()));
            next = page.path("next").asString("");
        } while (!next.isEmpty());

        assertThat(listed).isEqualTo(joined);
    }

    @Test
    void needsTheTokenOfAPerson() {
        api().get().uri("/api/v1/waitlist").exchange().expectStatus().isUnauthorized();
        api().get()
                .uri("/api/v1/waitlist")
                .header("Authorization", "Bearer " + TestTokens.service("another-service", "offers:write"))
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    private int statusOf(RestTestClient.ResponseSpec response) {
        return response.expectBody().returnResult().getStatus().value();
    }

    private RestTestClient.ResponseSpec post(UUID userId, UUID event, Map<String, Object> wish, @Nullable String key) {
        return as(userId)
                .post()
                .uri("/api/v1/events/{id}/waitlist", event)
                .contentType(MediaType.APPLICATION_JSON)
                .headers(headers -> {
                    if (key != null) {
                        headers.set("Idempotency-Key", key);
                    }
                })
                .body(wish)
                .exchange();
    }

    /** Runs all calls at the same moment; a call that fails, fails the test. */
    private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
        CyclicBarrier start = new CyclicBarrier(calls.size());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = calls.stream()
                    .map(call -> threads.submit(() -> {
                        start.await();
                        return call.call();
                    }))
                    .toList();
            List<T> results = new ArrayList<>();
            for (Future<T> each : running) {
                results.add(each.get());
            }
            return results;
        }
    }
}
