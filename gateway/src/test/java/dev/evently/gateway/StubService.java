package dev.evently.gateway;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableChannel;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;

/**
 * A real HTTP server in a service's place. It remembers what it received and answers 200 with the length of the body (and
 * {@code X-Wanted-Bytes} more of nothing), or what {@code X-Wanted-Status} says, after {@code X-Wanted-Delay} milliseconds, and
 * says that it is everybody's where {@code X-Wanted-Shared} says how, with a tag of its own each time, except where the path asks for trouble:
 * {@code …/silent} never answers, {@code …/stalled} never ends its answer and {@code …/broken} closes the connection. Its
 * WebSockets greet with the {@code Authorization} they were opened with and then echo.
 */
final class StubService implements AutoCloseable {

    record Received(String method, String uri, Map<String, String> headers, int bodyBytes) {}

    private static final int PIECE = 200_000;

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger brokenOff = new AtomicInteger();
    private final AtomicInteger askedForHealth = new AtomicInteger();
    private final AtomicBoolean well = new AtomicBoolean(true);
    private final AtomicBoolean silent = new AtomicBoolean();
    private final DisposableServer server;

    StubService() {
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .route(routes -> routes.get("/health", this::health)
                        .get("/internal/openapi", StubService::document)
                        .get("/ws", this::greet)
                        .get("/api/v1/ws", this::greet)
                        .route(request -> true, this::answer))
                .bindNow();
    }

    String address() {
        return "http://127.0.0.1:" + server.port();
    }

    List<Received> received() {
        return received;
    }

    Received last() {
        return received.getLast();
    }

    void fallIll() {
        well.set(false);
    }

    /** From now on nobody learns how it is. */
    void fallSilent() {
        silent.set(true);
    }

    void recover() {
        well.set(true);
        silent.set(false);
    }

    int askedForHealth() {
        return askedForHealth.get();
    }

    private Mono<Void> health(HttpServerRequest request, HttpServerResponse response) {
        askedForHealth.incrementAndGet();
        if (silent.get()) {
            return Mono.never();
        }
        return response.status(well.get() ? HttpResponseStatus.OK : HttpResponseStatus.SERVICE_UNAVAILABLE)
                .send();
    }

    private static Mono<Void> document(HttpServerRequest request, HttpServerResponse response) {
        String document = "{\"paths\": {\"/api/v1/bookings/stub\": {}, \"/internal/stub\": {}}}";
        return response.header("Content-Type", "application/json")
                .sendString(Mono.just(document))
                .then();
    }

    private Mono<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        return request.receive()
                .aggregate()
                .asByteArray()
                .map(body -> body.length)
                .defaultIfEmpty(0)
                .flatMap(bytes -> {
                    received.add(new Received(
                            request.method().name(), request.uri(), headersOf(request.requestHeaders()), bytes));
                    if (request.uri().endsWith("/silent")) {
                        return Mono.never();
                    }
                    if (request.uri().endsWith("/broken")) {
                        request.withConnection(DisposableChannel::dispose);
                        return Mono.never();
                    }
                    String shared = request.requestHeaders().get("X-Wanted-Shared");
                    if (shared != null) {
                        response.header("CDN-Cache-Control", shared)
                                .header("ETag", "\"" + received.size() + "\"")
                                .header(
                                        "Content-Length",
                                        Integer.toString(beginning(bytes).length()));
                    }
                    Mono<Void> answer = response.status(wanted(request, "X-Wanted-Status", 200))
                            .header("Content-Type", "application/json")
                            .sendString(body(request, bytes))
                            .then()
                            .doOnSuccess(done -> answered.incrementAndGet())
                            .doOnError(failure -> brokenOff.incrementAndGet())
                            .doOnCancel(brokenOff::incrementAndGet);
                    int delay = wanted(request, "X-Wanted-Delay", 0);
                    return delay == 0
                            ? answer
                            : Mono.delay(Duration.ofMillis(delay)).then(answer);
                });
    }

    private static Publisher<String> body(HttpServerRequest request, int bytes) {
        String beginning = beginning(bytes);
        if (request.uri().endsWith("/stalled")) {
            return Flux.concat(Mono.just(beginning), Mono.never());
        }
        int wanted = wanted(request, "X-Wanted-Bytes", 0);
        return wanted <= PIECE
                ? Mono.just(beginning + " ".repeat(wanted))
                : Flux.concat(
                        Mono.just(beginning + " ".repeat(wanted % PIECE)),
                        Flux.range(0, wanted / PIECE).map(n -> " ".repeat(PIECE)));
    }

    private static String beginning(int bytes) {
        return "{\"bytes\":" + bytes + "}";
    }

    /** How many answers have been sent whole. */
    int answered() {
        return answered.get();
    }

    /** How many answers were not taken to their end. */
    int brokenOff() {
        return brokenOff.get();
    }

    private static int wanted(HttpServerRequest request, String header, int otherwise) {
        return request.requestHeaders().getInt(header, otherwise);
    }

    private Mono<Void> greet(HttpServerRequest request, HttpServerResponse response) {
        received.add(new Received(request.method().name(), request.uri(), headersOf(request.requestHeaders()), 0));
        return response.sendWebsocket(StubService::echo);
    }

    private static Mono<Void> echo(WebsocketInbound in, WebsocketOutbound out) {
        String greeting = "authorization: " + headersOf(in.headers()).getOrDefault("authorization", "");
        return out.sendString(Flux.concat(Mono.just(greeting), in.receive().asString()))
                .then();
    }

    private static Map<String, String> headersOf(HttpHeaders headers) {
        return headers.entries().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().toLowerCase(Locale.ROOT),
                        Map.Entry::getValue,
                        (first, second) -> first + ", " + second));
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
