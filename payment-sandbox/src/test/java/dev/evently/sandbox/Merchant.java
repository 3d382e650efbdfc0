package dev.evently.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An endpoint that notes every webhook it is sent, and refuses as many as it is told to. */
final class Merchant implements AutoCloseable {

    private final HttpServer server;
    private final JsonMapper json = new JsonMapper();
    private final List<Webhook> webhooks = new CopyOnWriteArrayList<>();
    private final Map<String, Queue<Integer>> refusals = new ConcurrentHashMap<>();

    /** A webhook as it arrived. */
    record Webhook(JsonNode body, String raw, String signature, int answered) {

        String id() {
            return body.get("id").asString();
        }

        String type() {
            return body.get("type").asString();
        }

        String reference() {
            return body.get("data").get("reference").asString();
        }
    }

    Merchant() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/webhooks", this::receive);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks");
    }

    /** Answers the first webhooks about a reference with these statuses; everything else is answered 204. */
    void refuse(String reference, Integer... statuses) {
        refusals.put(reference, new ConcurrentLinkedQueue<>(List.of(statuses)));
    }

    /** The webhooks about one intent or refund reference, in the order of their arrival. */
    List<Webhook> about(String reference) {
        return webhooks.stream()
                .filter(webhook -> webhook.reference().equals(reference))
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            String raw = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            JsonNode body = json.readTree(raw);
            Queue<Integer> refused =
                    refusals.get(body.get("data").get("reference").asString());
            Integer refusal = refused == null ? null : refused.poll();
            int status = refusal == null ? 204 : refusal;
            webhooks.add(new Webhook(body, raw, exchange.getRequestHeaders().getFirst("Sandbox-Signature"), status));
            exchange.sendResponseHeaders(status, -1);
        }
    }
}
