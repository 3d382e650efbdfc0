package dev.evently.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evently.journeys.AuthorisationTable.Role;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One caller of each role, and the things that they ask for: an event on sale and a draft of the owner's, a booking, a ticket,
 * a waiting list entry and a notification of the user's.
 */
final class Cast {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What a machine of another team can be granted. */
    static final Set<String> SCOPES = Set.of("analytics:read", "audit:read", "bookings:read");

    private final Map<Role, Api> callers = new EnumMap<>(Role.class);
    private final Map<Set<String>, Api> machines = new HashMap<>();
    private final Map<String, String> things = new HashMap<>();

    private Cast() {}

    static Cast assemble() throws IOException, InterruptedException {
        Cast cast = new Cast();
        cast.gatherCallers();
        cast.prepareEvents();
        cast.prepareUser();
        return cast;
    }

    private void gatherCallers() throws IOException, InterruptedException {
        Api nobody = Api.ofNobody();
        callers.put(Role.NOBODY, nobody);
        List<Api> people = Together.run(3, Collections.nCopies(6, People::newcomer));
        callers.put(Role.USER, people.get(0));
        callers.put(Role.OTHER, people.get(1));
        callers.put(Role.OUTSIDER, people.get(2));
        callers.put(Role.CHECK_IN, people.get(3));
        callers.put(Role.MANAGER, people.get(4));
        callers.put(Role.OWNER, people.get(5));
        callers.put(Role.ADMIN, People.admin());
        callers.put(Role.MACHINE, machine(SCOPES));
        machines.put(Set.of(), machine(Set.of()));
        for (String scope : SCOPES) {
            machines.put(Set.of(scope), machine(Set.of(scope)));
        }
    }

    /** The status that a machine to which this was granted, one scope or none, gets for a line of the table. */
    int answerToMachine(Set<String> scopes, AuthorisationTable.Line line) throws IOException, InterruptedException {
        return send(Objects.requireNonNull(machines.get(scopes)), line.method(), line, Map.of())
                .statusCode();
    }

    private static Api machine(Set<String> scopes) throws IOException, InterruptedException {
        return Api.ofNobody().as(machineToken(RunningSuite.shared().secret("identity.clients.reporting"), scopes));
    }

    private static String machineToken(String secret, Set<String> scopes) throws IOException, InterruptedException {
        String basic = Base64.getEncoder().encodeToString(("reporting:" + secret).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(RunningSuite.shared().gatewayUrl() + "/oauth2/token"))
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials"
                        + (scopes.isEmpty() ? "" : "&scope=" + String.join("+", scopes))))
                .build();
        HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).path("access_token").asString();
    }

    private void prepareEvents() {
        Api owner = as(Role.OWNER);
        String organizer = Sale.organizerOf(owner);
        things.put("organizer", organizer);
        Sale.organizerOf(as(Role.OUTSIDER));
        things.put("nobodysId", UUID.randomUUID().toString());
        things.put("checkInUser", idOf(Role.CHECK_IN));
        appoint(Role.CHECK_IN, "CHECK_IN");
        appoint(Role.MANAGER, "MANAGER");
        things.put("venue", owner.post("/venues", venue(organizer)).expect(201).text("id"));
        things.put(
                "plan",
                owner.post("/seating-plans", plan(organizer)).expect(201).text("id"));
        Map<String, Object> draft = Sale.draft(organizer, 100);
        things.put("plannedEvent", JSON.writeValueAsString(draft));
        things.put("draft", owner.post("/events", draft).expect(201).text("id"));
        Reply event = owner.post("/events", draft).expect(201);
        things.put("event", event.text("id"));
        things.put("product", event.json().at("/products/0/id").asString());
        owner.post("/events/" + thing("event") + "/publish", Map.of()).expect(200);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        owner.get("/events/" + thing("event") + "/inventory").expect(200));
        things.put(
                "quota",
                owner.get("/events/" + thing("event") + "/inventory")
                        .json()
                        .at("/quotas/0/quotaId")
                        .asString());
    }

    private void prepareUser() {
        Api user = as(Role.USER);
        String booking = user.post("/bookings", Api.order(thing("event"), thing("product"), 1))
                .expect(201)
                .text("id");
        things.put("booking", booking);
        user.post("/bookings/" + booking + "/payment", Api.card("tok_ok")).expect(200);
        JsonNode ticket = user.get("/bookings/" + booking + "/tickets").json().at("/items/0");
        things.put("ticket", ticket.path("id").asString());
        things.put("usedCode", ticket.path("code").asString());
        await().atMost(PATIENCE)
                .untilAsserted(() -> as(Role.CHECK_IN)
                        .post("/events/" + thing("event") + "/check-ins", Map.of("code", thing("usedCode")))
                        .expect(201));
        await().atMost(PATIENCE)
                .untilAsserted(() -> things.put(
                        "waitlistEntry",
                        user.post(
                                        "/events/" + thing("event") + "/waitlist",
                                        Map.of("productId", thing("product"), "quantity", 1))
                                .expect(201)
                                .text("id")));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(user.get("/notifications")
                                .json()
                                .at("/items/0/id")
                                .asString(""))
                        .isNotEmpty());
        things.put(
                "notification",
                user.get("/notifications").json().at("/items/0/id").asString());
        for (Role role : List.of(Role.OWNER, Role.MANAGER, Role.CHECK_IN)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(as(role).get("/events/" + thing("event") + "/analytics")
                                    .status())
                            .isNotEqualTo(404));
        }
    }

    private void appoint(Role role, String teamRole) {
        as(Role.OWNER)
                .put("/organizers/" + thing("organizer") + "/members/" + idOf(role), Map.of("role", teamRole))
                .expect(200);
    }

    private static Map<String, Object> venue(String organizer) {
        Map<String, Object> venue = new HashMap<>(Map.of("organizerId", organizer, "name", "Hall"));
        venue.putAll(Map.of("address", "Street 1", "city", "Berlin", "country", "DE", "timezone", "Europe/Berlin"));
        venue.putAll(Map.of("latitude", 52.5, "longitude", 13.4, "capacity", 100));
        return venue;
    }

    private static Map<String, Object> plan(String organizer) {
        Map<String, Object> row =
                Map.of("name", "1", "category", "stalls", "seats", List.of(Map.of("from", 1, "count", 2)));
        return Map.of(
                "organizerId",
                organizer,
                "name",
                "Hall",
                "categories",
                List.of(Map.of("key", "stalls", "name", "Stalls")),
                "sections",
                List.of(Map.of("name", "A", "rows", List.of(row))));
    }

    private String idOf(Role role) {
        return as(role).get("/users/me").expect(200).text("id");
    }

    private Api as(Role role) {
        return Objects.requireNonNull(callers.get(role));
    }

    private String thing(String name) {
        return Objects.requireNonNull(things.get(name), name);
    }

    /** The status that this role gets for a line of the table. */
    int answer(Role role, AuthorisationTable.Line line) throws IOException, InterruptedException {
        return send(role, line.method(), line, Map.of()).statusCode();
    }

    /** What this role gets for a line of the table that is asked for by another method, or with headers of its own. */
    HttpResponse<String> send(Role role, String method, AuthorisationTable.Line line, Map<String, String> headers)
            throws IOException, InterruptedException {
        return send(as(role), method, line, headers);
    }

    private HttpResponse<String> send(
            Api caller, String method, AuthorisationTable.Line line, Map<String, String> headers)
            throws IOException, InterruptedException {
        boolean hasBody = !line.body().isEmpty() && line.method().equals(method);
        Map<String, String> sent = new HashMap<>();
        if (hasBody) {
            sent.put("Content-Type", "application/json");
        }
        if (caller.token() != null) {
            sent.put("Authorization", "Bearer " + caller.token());
        }
        if (method.equals("POST")) {
            sent.put("Idempotency-Key", UUID.randomUUID().toString());
        }
        sent.putAll(headers);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(caller.baseUrl() + filled(line.path())))
                .timeout(Duration.ofSeconds(30))
                .method(method, hasBody ? BodyPublishers.ofString(filled(line.body())) : BodyPublishers.noBody());
        sent.forEach(request::header);
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private String filled(String text) {
        String filled = text;
        for (Map.Entry<String, String> thing : things.entrySet()) {
            filled = filled.replaceAll("\\$" + thing.getKey() + "\\b", Matcher.quoteReplacement(thing.getValue()));
        }
        assertThat(filled).as("every $name is known to the fixture").doesNotContain("$");
        return filled;
    }
}
