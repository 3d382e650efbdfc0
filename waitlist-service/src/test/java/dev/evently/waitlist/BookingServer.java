package dev.evently.waitlist;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.evently.platform.messaging.Topics;
import dev.evently.testing.TestEvents;
import dev.evently.testing.contracts.Contracts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An HTTP server that answers offers the way booking-service does: a stock per product, one hold per Idempotency-Key, and
 * the events that follow. Whatever can go wrong between two processes can be ordered from it.
 */
public final class BookingServer {

    /** What goes wrong with one request. */
    public enum Fault {
        /** The connection hangs and nothing happens. */
        HANGS_BEFORE,
        /** The hold is made, and the answer never comes. */
        HANGS_AFTER,
        FAILS_BEFORE,
        FAILS_AFTER,
        /** The first request with this key is still running. */
        IN_FLIGHT,
        NOT_ON_SALE,
        BUYER_LIMIT,
        INVALID,
        UNAUTHENTICATED
    }

    /** A hold as this server keeps it. */
    public record Held(
            UUID bookingId,
            UUID offerId,
            UUID eventId,
            UUID productId,
            UUID buyerId,
            int quantity,
            Instant expiresAt) {}

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final Map<UUID, Integer> stock = new HashMap<>();
    private final Map<String, Held> byKey = new HashMap<>();
    private final List<UUID> givenBack = new ArrayList<>();
    private final Map<UUID, List<String>> keys = new HashMap<>();
    private final Map<UUID, Queue<Fault>> faults = new HashMap<>();
    private final CountDownLatch never = new CountDownLatch(1);
    private boolean silent;

    public BookingServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/internal/v1/offers", this::serve);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Back to an empty stock, without faults, telling of every hold. */
    public synchronized void reset() {
        stock.clear();
        byKey.clear();
        givenBack.clear();
        keys.clear();
        faults.clear();
        silent = false;
    }

    /** Puts places on sale without telling anybody. */
    public synchronized void stock(UUID productId, int places) {
        stock.merge(productId, places, Integer::sum);
    }

    /** Puts places on sale again and tells so, as when a booking is cancelled. */
    public void release(UUID eventId, UUID productId, int places) {
        stock(productId, places);
        publishReleased(eventId, productId, places, UUID.randomUUID(), "CANCELLED");
    }

    /** The next requests about that product go wrong, one after the other. */
    public synchronized void failNext(UUID productId, Fault... next) {
        faults.computeIfAbsent(productId, product -> new ArrayDeque<>()).addAll(List.of(next));
    }

    private synchronized @Nullable Fault nextFault(UUID productId) {
        Queue<Fault> waiting = faults.get(productId);
        return waiting == null ? null : waiting.poll();
    }

    /** From now on holds are made without an event. */
    public synchronized void keepSilent() {
        silent = true;
    }

    public synchronized List<Held> holds(UUID productId) {
        return byKey.values().stream()
                .filter(held -> held.productId().equals(productId))
                .toList();
    }

    public synchronized boolean wasGivenBack(UUID bookingId) {
        return givenBack.contains(bookingId);
    }

    /** The Idempotency-Key of every request for a hold of that product, in the order they came. */
    public synchronized List<String> keys(UUID productId) {
        return List.copyOf(keys.getOrDefault(productId, List.of()));
    }

    /** The hold is paid. */
    public void pay(Held held) {
        publish(
                "BookingConfirmed",
                held.bookingId(),
                Map.of(
                        "bookingId", held.bookingId(),
                        "eventId", held.eventId(),
                        "organizerId", UUID.randomUUID(),
                        "buyerId", held.buyerId(),
                        "items", items(held),
                        "total", 100L * held.quantity(),
                        "currency", "EUR",
                        "paymentId", UUID.randomUUID(),
                        "confirmedAt", now(),
                        "tickets", List.of(Map.of("id", UUID.randomUUID(), "bookingItemId", UUID.randomUUID()))));
    }

    /** The hold is not paid in time: its places are on sale again. */
    public void expire(Held held) {
        stock(held.productId(), held.quantity());
        publish(
                "BookingExpired",
                held.bookingId(),
                Map.of(
                        "bookingId", held.bookingId(),
                        "eventId", held.eventId(),
                        "organizerId", UUID.randomUUID(),
                        "buyerId", held.buyerId(),
                        "expiredAt", now(),
                        "offerId", held.offerId()));
        publishReleased(held.eventId(), held.productId(), held.quantity(), held.bookingId(), "EXPIRED");
    }

    /** The person gives the hold up at booking-service itself. */
    public void cancel(Held held) {
        stock(held.productId(), held.quantity());
        Map<String, @Nullable Object> data = new HashMap<>(Map.of(
                "bookingId", held.bookingId(),
                "eventId", held.eventId(),
                "organizerId", UUID.randomUUID(),
                "buyerId", held.buyerId(),
                "items", items(held),
                "whole", true,
                "reason", "BUYER",
                "cancelledAt", now()));
        data.put("refund", null);
        publish("BookingCancelled", held.bookingId(), data);
        publishReleased(held.eventId(), held.productId(), held.quantity(), held.bookingId(), "CANCELLED");
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            if (authorization == null || !authorization.startsWith("Bearer ")) {
                answer(exchange, 401, problem("unauthenticated"));
            } else if (exchange.getRequestMethod().equals("DELETE")) {
                giveBack(exchange);
            } else {
                hold(exchange);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void hold(HttpExchange exchange) throws IOException, InterruptedException {
        JsonNode order = JSON.readTree(exchange.getRequestBody());
        String key = Objects.requireNonNull(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
        synchronized (this) {
            keys.computeIfAbsent(product(order), product -> new ArrayList<>()).add(key);
        }
        Fault fault = nextFault(product(order));
        if (fault == null) {
            answerHold(exchange, order, key);
            return;
        }
        switch (fault) {
            case HANGS_BEFORE -> hang();
            case HANGS_AFTER -> {
                hold(order, key);
                hang();
            }
            case FAILS_BEFORE -> answer(exchange, 500, problem("internal"));
            case FAILS_AFTER -> {
                hold(order, key);
                answer(exchange, 500, problem("internal"));
            }
            case IN_FLIGHT -> answer(exchange, 409, problem("idempotency-in-flight"));
            case NOT_ON_SALE -> answer(exchange, 409, problem("not-on-sale"));
            case BUYER_LIMIT -> answer(exchange, 409, problem("buyer-limit"));
            case INVALID -> answer(exchange, 422, problem("validation"));
            case UNAUTHENTICATED -> answer(exchange, 401, problem("unauthenticated"));
        }
    }

    private void answerHold(HttpExchange exchange, JsonNode order, String key) throws IOException {
        Held held = hold(order, key);
        if (held == null) {
            UUID product = product(order);
            answer(
                    exchange,
                    409,
                    Map.of(
                            "type",
                            "/problems/sold-out",
                            "products",
                            List.of(Map.of("productId", product, "available", left(product)))));
        } else {
            answer(
                    exchange,
                    201,
                    Map.of(
                            "id", held.bookingId(),
                            "eventId", held.eventId(),
                            "status", "HELD",
                            "items", items(held),
                            "total", 100L * held.quantity(),
                            "currency", "EUR",
                            "expiresAt", held.expiresAt().toString()));
        }
    }

    private synchronized int left(UUID product) {
        return stock.getOrDefault(product, 0);
    }

    private @Nullable Held hold(JsonNode order, String key) {
        Held held;
        boolean tell;
        synchronized (this) {
            Held known = byKey.get(key);
            if (known != null) {
                return known;
            }
            UUID product = product(order);
            int quantity = order.at("/items/0/quantity").asInt();
            if (left(product) < quantity) {
                return null;
            }
            stock.merge(product, -quantity, Integer::sum);
            held = new Held(
                    UUID.randomUUID(),
                    UUID.fromString(order.path("offerId").asString()),
                    UUID.fromString(order.path("eventId").asString()),
                    product,
                    UUID.fromString(order.path("buyerId").asString()),
                    quantity,
                    Clock.systemUTC()
                            .instant()
                            .plusSeconds(order.path("ttlSeconds").asLong())
                            .truncatedTo(ChronoUnit.MILLIS));
            byKey.put(key, held);
            tell = !silent;
        }
        if (tell) {
            publishCreated(held);
        }
        return held;
    }

    /** Tells of a hold, which {@link #keepSilent()} has kept back. */
    public void publishCreated(Held held) {
        publish(
                "BookingCreated",
                held.bookingId(),
                Map.of(
                        "bookingId", held.bookingId(),
                        "eventId", held.eventId(),
                        "organizerId", UUID.randomUUID(),
                        "buyerId", held.buyerId(),
                        "items", items(held),
                        "total", 100L * held.quantity(),
                        "currency", "EUR",
                        "expiresAt", held.expiresAt().toString(),
                        "createdAt", now(),
                        "offerId", held.offerId()));
    }

    private void giveBack(HttpExchange exchange) throws IOException {
        UUID bookingId = UUID.fromString(exchange.getRequestURI().getPath().substring("/internal/v1/offers/".length()));
        Held hold = hold(bookingId);
        Fault fault = nextFault(hold.productId());
        if (fault == Fault.FAILS_BEFORE) {
            answer(exchange, 500, problem("internal"));
            return;
        }
        if (noteGivenBack(bookingId)) {
            cancel(hold);
        }
        if (fault == Fault.FAILS_AFTER) {
            answer(exchange, 500, problem("internal"));
        } else {
            exchange.sendResponseHeaders(204, -1);
        }
    }

    private synchronized Held hold(UUID bookingId) {
        return byKey.values().stream()
                .filter(held -> held.bookingId().equals(bookingId))
                .findFirst()
                .orElseThrow();
    }

    private synchronized boolean noteGivenBack(UUID bookingId) {
        return !givenBack.contains(bookingId) && givenBack.add(bookingId);
    }

    private void hang() throws InterruptedException {
        var _ = never.await(Duration.ofSeconds(30).toMillis(), TimeUnit.MILLISECONDS);
    }

    private static UUID product(JsonNode order) {
        return UUID.fromString(order.at("/items/0/productId").asString());
    }

    private static List<Map<String, @Nullable Object>> items(Held held) {
        Map<String, @Nullable Object> item = new HashMap<>();
        item.put("id", UUID.randomUUID());
        item.put("productId", held.productId());
        item.put("seatId", null);
        item.put("price", 100);
        return List.of(item);
    }

    private static void publishReleased(UUID eventId, UUID productId, int quantity, UUID bookingId, String reason) {
        publish(
                "SeatReleased",
                bookingId,
                Map.of(
                        "eventId", eventId,
                        "bookingId", bookingId,
                        "reason", reason,
                        "products", List.of(Map.of("productId", productId, "quantity", quantity, "seatIds", List.of())),
                        "releasedAt", now()));
    }

    private static void publish(String name, UUID bookingId, Map<String, ? extends @Nullable Object> data) {
        String type = "dev.evently.booking." + name + ".v1";
        String json = JSON.writeValueAsString(data);
        Contracts.assertValid(type, json);
        var _ = TestEvents.publish(Topics.BOOKINGS, bookingId.toString(), type, bookingId.toString(), json);
    }

    private static String now() {
        return Clock.systemUTC().instant().toString();
    }

    private static Map<String, Object> problem(String slug) {
        return Map.of("type", "/problems/" + slug);
    }

    private static void answer(HttpExchange exchange, int status, Map<String, Object> json) throws IOException {
        byte[] body = JSON.writeValueAsString(json).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders()
                .set("Content-Type", status < 400 ? "application/json" : "application/problem+json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
