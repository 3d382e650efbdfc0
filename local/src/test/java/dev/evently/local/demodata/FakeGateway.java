package dev.evently.local.demodata;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The part of the public API that the demo data need, in memory: one thing per idempotency key, and one small event on
 * sale. It answers 500 after having done what was asked, as a suite that dies between the deed and its answer.
 */
final class FakeGateway {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int CAPACITY = 6;

    private final HttpServer server;
    private final Map<String, String> idsByKey = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private final Set<String> emails = new HashSet<>();
    private final Set<String> verified = new HashSet<>();
    private final Set<String> published = new HashSet<>();
    private int requests;
    private int failAfter = Integer.MAX_VALUE;
    private int available = CAPACITY;

    private FakeGateway(HttpServer server) {
        this.server = server;
    }

    static FakeGateway start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            FakeGateway gateway = new FakeGateway(server);
            server.createContext("/api/v1/", gateway::handle);
            server.createContext("/messages", gateway::mails);
            server.start();
            return gateway;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void stop() {
        server.stop(0);
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The requests after so many more are done, but answered 500. */
    synchronized void failAfter(int more) {
        failAfter = requests + more;
    }

    synchronized int requests() {
        return requests;
    }

    synchronized int count(String kind) {
        return counts.getOrDefault(kind, 0);
    }

    synchronized int published() {
        return published.size();
    }

    synchronized int available() {
        return available;
    }

    synchronized Set<String> verified() {
        return Set.copyOf(verified);
    }

    /** Everybody who has registered has got a mail with a code. */
    private synchronized void mails(HttpExchange exchange) throws IOException {
        String email = exchange.getRequestURI().getQuery().replaceFirst("^to=", "");
        List<Map<String, String>> items = emails.contains(email)
                ? List.of(Map.of("text", "Your code:\r\n\r\n    " + codeOf(email) + "\r\n"))
                : List.of();
        byte[] bytes = JSON.writeValueAsBytes(Map.of("items", items));
        try (exchange) {
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static String codeOf(String email) {
        return "%43s".formatted(email.replaceAll("[^a-z]", "_")).replace(' ', '-');
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        requests++;
        String[] path = exchange.getRequestURI().getPath().split("/", -1);
        JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
        String key = String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
        String what = path[path.length - 1];
        switch (what) {
            case "register" -> {
                boolean added = emails.add(body.path("email").asString());
                answer(exchange, added ? 201 : 409, Map.of("type", "/problems/email-taken"));
            }
            case "login" -> answer(exchange, 200, Map.of("accessToken", "token"));
            case "organizers", "venues", "events" -> answer(exchange, 201, Map.of("id", made(what, key)));
            case "publish" -> {
                published.add(path[4]);
                answer(exchange, 200, Map.of("status", "PUBLISHED"));
            }
            case "availability" ->
                answer(
                        exchange,
                        200,
                        Map.of("products", List.of(Map.of("productId", "product", "available", available))));
            case "bookings" -> {
                available -= body.path("items").path(0).path("quantity").asInt();
                answer(exchange, 201, Map.of("id", made(what, key)));
            }
            case "confirm" -> {
                String code = body.path("token").asString();
                emails.stream().filter(email -> codeOf(email).equals(code)).forEach(verified::add);
                answer(exchange, 204, Map.of());
            }
            case "payment" -> answer(exchange, 200, Map.of("status", "CAPTURED"));
            default -> answer(exchange, 200, Map.of("status", published.contains(what) ? "PUBLISHED" : "DRAFT"));
        }
    }

    private String made(String kind, String key) {
        return idsByKey.computeIfAbsent(key, unseen -> {
            counts.merge(kind, 1, Integer::sum);
            return UUID.randomUUID().toString();
        });
    }

    private void answer(HttpExchange exchange, int status, Map<String, ?> body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        int told = requests > failAfter ? 500 : status;
        try (exchange) {
            exchange.sendResponseHeaders(told, told == 204 ? -1 : bytes.length);
            if (told != 204) {
                exchange.getResponseBody().write(bytes);
            }
        }
    }
}
