package dev.evently.booking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.testing.TestEvents;
import dev.evently.testing.TestTokens;
import java.net.http.HttpClient;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Talks to an instance of the service as its clients do, and plays the event service. */
@TestComponent
public class BoxOffice {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final JdkClientHttpRequestFactory HTTP = new JdkClientHttpRequestFactory(client());

    private final Environment environment;

    public BoxOffice(Environment environment) {
        this.environment = environment;
    }

    /** One or more places of one product. */
    public record Wish(UUID productId, int quantity) {}

    /** How many places there are in each state. */
    public record Figures(int capacity, int available, int held, int sold, int blocked) {

        public static Figures of(JsonNode node) {
            return new Figures(
                    node.path("capacity").asInt(),
                    node.path("available").asInt(),
                    node.path("held").asInt(),
                    node.path("sold").asInt(),
                    node.path("blocked").asInt());
        }

        public boolean balanced() {
            return capacity == available + held + sold + blocked
                    && Math.min(Math.min(available, held), Math.min(sold, blocked)) >= 0;
        }
    }

    public OnOffer publish(OnOffer offer) {
        send(offer, "dev.evently.event.EventPublished.v1", offer.data());
        awaitVersion(offer);
        return offer;
    }

    public OnOffer update(OnOffer offer) {
        announceUpdate(offer);
        awaitVersion(offer);
        return offer;
    }

    /** As {@link #update}, without waiting for the effect. */
    public void announceUpdate(OnOffer offer) {
        send(offer, "dev.evently.event.EventUpdated.v1", offer.data());
    }

    public void cancel(OnOffer offer) {
        send(offer, "dev.evently.event.EventCancelled.v1", offer.cancellation());
        Awaitility.await("the cancellation")
                .until(() -> inventory(offer).text("status").equals("CANCELLED"));
    }

    public void announceCancellation(OnOffer offer) {
        send(offer, "dev.evently.event.EventCancelled.v1", offer.cancellation());
    }

    public void setTeam(UUID organizerId, long version, Map<UUID, String> members) {
        TestEvents.publish(
                "evently.events",
                organizerId.toString(),
                "dev.evently.event.OrganizerTeamChanged.v1",
                organizerId.toString(),
                Map.of(
                        "organizerId",
                        organizerId,
                        "name",
                        "Harbour Concerts",
                        "version",
                        version,
                        "members",
                        members.entrySet().stream()
                                .map(member -> Map.of("userId", member.getKey(), "role", member.getValue()))
                                .toList()));
    }

    private static void send(OnOffer offer, String type, Object data) {
        String id = offer.id().toString();
        TestEvents.publish("evently.events", id, type, id, data);
    }

    private void awaitVersion(OnOffer offer) {
        Awaitility.await("version " + offer.version())
                .atMost(30, TimeUnit.SECONDS)
                .until(() -> inventory(offer).body().path("version").asLong(-1) >= offer.version());
    }

    public Answer hold(UUID buyer, OnOffer offer, Wish... wishes) {
        return hold(buyer, UUID.randomUUID().toString(), offer, wishes);
    }

    public Answer hold(UUID buyer, int quantity, OnOffer offer) {
        return hold(buyer, offer, new Wish(offer.product().id(), quantity));
    }

    public Answer hold(UUID buyer, String key, OnOffer offer, Wish... wishes) {
        return post(
                "/api/v1/bookings",
                TestTokens.user(buyer),
                Map.of("eventId", offer.id(), "items", Arrays.asList(wishes)),
                Map.of("Idempotency-Key", key));
    }

    /** A hold of numbered seats of the event's first product. */
    public Answer holdSeats(UUID buyer, OnOffer offer, UUID... seats) {
        return holdItems(
                buyer, offer, List.of(Map.of("productId", offer.product().id(), "seatIds", List.of(seats))));
    }

    /** A hold of whatever the items say. */
    public Answer holdItems(UUID buyer, OnOffer offer, Object items) {
        return post(
                "/api/v1/bookings",
                TestTokens.user(buyer),
                Map.of("eventId", offer.id(), "items", items),
                Map.of("Idempotency-Key", UUID.randomUUID().toString()));
    }

    /** A hold that must succeed. */
    public Answer mustHold(UUID buyer, int quantity, OnOffer offer) {
        Answer answer = hold(buyer, quantity, offer);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
        return answer;
    }

    public Answer offer(OnOffer offer, UUID offerId, UUID buyer, int quantity, int ttlSeconds) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("offerId", offerId);
        body.put("eventId", offer.id());
        body.put("buyerId", buyer);
        body.put("items", List.of(new Wish(offer.product().id(), quantity)));
        body.put("ttlSeconds", ttlSeconds);
        return post(
                "/internal/v1/offers",
                TestTokens.service("waitlist-service", "offers:write"),
                body,
                Map.of("Idempotency-Key", offerId.toString()));
    }

    public Answer cancel(UUID caller, UUID booking, UUID... items) {
        return post(
                "/api/v1/bookings/" + booking + "/cancel",
                TestTokens.user(caller),
                items.length == 0 ? null : Map.of("itemIds", List.of(items)),
                Map.of());
    }

    public Answer booking(UUID caller, UUID booking) {
        return get("/api/v1/bookings/" + booking, TestTokens.user(caller));
    }

    public Answer availability(OnOffer offer) {
        return get("/api/v1/events/" + offer.id() + "/availability", null);
    }

    /** The figures of the event's first product. */
    public Figures figures(OnOffer offer) {
        return Figures.of(availability(offer).body().path("products").path(0));
    }

    public Answer inventory(OnOffer offer) {
        return get("/api/v1/events/" + offer.id() + "/inventory", TestTokens.user(UUID.randomUUID(), "ADMIN"));
    }

    public Answer get(String path, @Nullable String token) {
        return exchange(HttpMethod.GET, path, token, null, Map.of());
    }

    public Answer delete(String path, String token) {
        return exchange(HttpMethod.DELETE, path, token, null, Map.of());
    }

    public Answer post(String path, @Nullable String token, @Nullable Object body, Map<String, String> headers) {
        return exchange(HttpMethod.POST, path, token, body, headers);
    }

    public Answer exchange(
            HttpMethod method,
            String path,
            @Nullable String token,
            @Nullable Object body,
            Map<String, String> headers) {
        RestClient.RequestBodySpec request = rest().method(method).uri(path);
        headers.forEach(request::header);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body != null) {
            request.contentType(MediaType.APPLICATION_JSON)
                    .body(body instanceof String text ? text : JSON.writeValueAsString(body));
        }
        return request.exchange((sent, response) -> {
            byte[] bytes = response.getBody().readAllBytes();
            JsonNode json = bytes.length == 0 ? JSON.nullNode() : JSON.readTree(bytes);
            return new Answer(response.getStatusCode().value(), json, response.getHeaders());
        });
    }

    private RestClient rest() {
        String port = environment.getRequiredProperty("local.server.port");
        return RestClient.builder()
                .requestFactory(HTTP)
                .baseUrl("http://127.0.0.1:" + port)
                .build();
    }

    /** Idle connections are let go before the server closes them, so that no request meets a closing one. */
    private static HttpClient client() {
        System.setProperty("jdk.httpclient.keepalive.timeout", "2");
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }
}
