package dev.evently.booking.payment;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A payment provider in memory that misbehaves on request: the card token names the {@link Behaviour}. */
public final class StubProvider implements AutoCloseable {

    /** What becomes of a charge. */
    public enum Behaviour {
        SUCCEED,
        DECLINE,
        PEND,
        /** Pends and refuses to be called back. */
        PEND_FOR_GOOD,
        /** Takes the money and never answers. */
        TAKE_AND_HANG,
        /** Takes the money and answers with an error. */
        TAKE_AND_FAIL,
        /** Takes nothing and answers with an error. */
        FAIL,
        /** Takes the money and answers with something that is no JSON. */
        TAKE_AND_BABBLE,
        /** Takes one unit too much. */
        TAKE_TOO_MUCH,
        /** Sends the webhook, and answers when it has been taken. */
        WEBHOOK_FIRST;

        /** The card token that asks for it. */
        public String token() {
            return "tok_" + name().toLowerCase(Locale.ROOT);
        }
    }

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** How many connections may wait to be taken: a rush brings them all at once, and a refused one costs a second. */
    private static final int BACKLOG = 1_000;

    private final HttpServer server;
    private final Map<String, Intent> intents = new ConcurrentHashMap<>();
    private final List<Intent> charged = new CopyOnWriteArrayList<>();
    private final Map<String, Long> refunds = new ConcurrentHashMap<>();
    private final AtomicInteger refundsToFail = new AtomicInteger();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Consumer<String> merchant = webhook -> {};

    /** A charge. */
    public record Intent(String id, String reference, long amount, String currency, String status, boolean stubborn) {

        Intent with(String newStatus) {
            return new Intent(id, reference, amount, currency, newStatus, stubborn);
        }

        Map<String, @Nullable Object> json() {
            Map<String, @Nullable Object> json = new LinkedHashMap<>();
            json.put("id", id);
            json.put("status", status);
            json.put("amount", amount);
            json.put("currency", currency);
            json.put("reference", reference);
            json.put("declineReason", status.equals("declined") ? "card_declined" : null);
            return json;
        }
    }

    public StubProvider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        server.createContext("/v1/payment-intents", this::intents);
        server.createContext("/v1/refunds", this::refund);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Where {@link Behaviour#WEBHOOK_FIRST} delivers. */
    public void deliverTo(Consumer<String> endpoint) {
        merchant = endpoint;
    }

    public void failRefunds(int count) {
        refundsToFail.set(count);
    }

    /** Charges that took money or may still take it, of one amount. */
    public List<Intent> chargedFor(long amount) {
        return charged.stream().filter(intent -> intent.amount() == amount).toList();
    }

    public Intent intent(String reference) {
        return Objects.requireNonNull(intents.get(reference), reference);
    }

    /** Makes a charge succeed that was pending, or that never arrived, and gives the webhook that tells of it. */
    public String succeed(String reference, long amount) {
        Intent taken = intents.compute(
                reference,
                (key, known) -> known == null
                        ? new Intent(newId(), reference, amount, "EUR", "succeeded", false)
                        : known.with("succeeded"));
        return webhook("payment_intent.succeeded", taken.json());
    }

    /** How much has gone back for a refund's reference; 0 for none. */
    public long refunded(String reference) {
        return refunds.getOrDefault(reference, 0L);
    }

    public String webhook(String type, Map<String, @Nullable Object> data) {
        return JSON.writeValueAsString(Map.of(
                "id", "wh_" + UUID.randomUUID(), "type", type, "createdAt", "2026-01-01T00:00:00Z", "data", data));
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }

    private void intents(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (exchange.getRequestMethod().equals("GET")) {
                String reference = exchange.getRequestURI().getQuery().replace("reference=", "");
                Intent found = intents.get(reference);
                answer(exchange, 200, Map.of("items", found == null ? List.of() : List.of(found.json())));
            } else if (path.endsWith("/cancel")) {
                cancel(exchange, path.substring("/v1/payment-intents/".length(), path.length() - "/cancel".length()));
            } else {
                charge(exchange);
            }
        }
    }

    private void cancel(HttpExchange exchange, String id) throws IOException {
        Intent intent = intents.values().stream()
                .filter(known -> known.id().equals(id))
                .findFirst()
                .orElseThrow();
        if (intent.stubborn() || !intent.status().equals("pending")) {
            answer(exchange, 409, Map.of("title", "too late"));
            return;
        }
        Intent cancelled = intent.with("canceled");
        intents.put(cancelled.reference(), cancelled);
        answer(exchange, 200, cancelled.json());
    }

    private void charge(HttpExchange exchange) throws IOException {
        JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
        String token = request.path("method").path("token").asString();
        Behaviour behaviour = Behaviour.valueOf(token.substring("tok_".length()).toUpperCase(Locale.ROOT));
        if (behaviour == Behaviour.FAIL) {
            answer(exchange, 500, Map.of());
            return;
        }
        String status =
                switch (behaviour) {
                    case DECLINE -> "declined";
                    case PEND, PEND_FOR_GOOD -> "pending";
                    default -> "succeeded";
                };
        String reference = request.path("reference").asString();
        Intent made = new Intent(
                newId(),
                reference,
                request.path("amount").asLong() + (behaviour == Behaviour.TAKE_TOO_MUCH ? 1 : 0),
                request.path("currency").asString(),
                status,
                behaviour == Behaviour.PEND_FOR_GOOD);
        Intent intent = Objects.requireNonNullElse(intents.putIfAbsent(reference, made), made);
        if (behaviour != Behaviour.DECLINE) {
            charged.add(intent);
        }
        switch (behaviour) {
            case TAKE_AND_HANG -> hang();
            case TAKE_AND_FAIL -> answer(exchange, 502, Map.of());
            case TAKE_AND_BABBLE -> answer(exchange, 200, "<html>");
            case WEBHOOK_FIRST -> {
                merchant.accept(webhook("payment_intent.succeeded", intent.json()));
                answer(exchange, 200, intent.json());
            }
            default -> answer(exchange, 200, intent.json());
        }
    }

    private void refund(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
            if (refundsToFail.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                answer(exchange, 503, Map.of());
                return;
            }
            String reference = request.path("reference").asString();
            refunds.put(reference, request.path("amount").asLong());
            answer(exchange, 200, Map.of("id", "re_" + reference, "status", "succeeded"));
        }
    }

    private void hang() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
        String text = body instanceof String plain ? plain : JSON.writeValueAsString(body);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static String newId() {
        return "pi_" + UUID.randomUUID();
    }
}
