package dev.evently.loadtest.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadGeneratorTests {

    private final Set<String> keys = ConcurrentHashMap.newKeySet();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private volatile Duration serviceTime = Duration.ZERO;
    private final HttpServer server = newServer();

    @BeforeEach
    void start() {
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            requests.incrementAndGet();
            keys.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
            exchange.getRequestBody().readAllBytes();
            LockSupport.parkNanos(serviceTime.toNanos());
            byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
            atOnce.decrementAndGet();
            exchange.getResponseHeaders().set("Location", "/made");
            exchange.sendResponseHeaders(201, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void asksUnderAKeyOfItsOwnEachTimeAndTellsOfEveryAnswer() throws InterruptedException {
        LoadGenerator.Result result = run(new Plan(4, 0, Duration.ofMillis(300), Duration.ofMillis(300)));

        assertThat(requests).hasPositiveValue();
        assertThat(result.measured().failed()).isEmpty();
        assertThat(keys).hasSize(requests.get());
        assertThat(result.warmUp().done() + result.measured().done())
                .isBetween(requests.get() - 4L, (long) requests.get());
        assertThat(mostAtOnce).hasValueLessThanOrEqualTo(4);
    }

    @Test
    void beginsAsManyAsAreDueInAnOpenModelHoweverLongEachTakes() throws InterruptedException {
        serviceTime = Duration.ofMillis(30);

        LoadGenerator.Result result = run(new Plan(1, 100, Duration.ZERO, Duration.ofMillis(500)));

        assertThat(requests).hasValue(50);
        assertThat(result.measured().done()).isEqualTo(50);
        assertThat(result.measured().maxMillis())
                .as("the last one waited for those before")
                .isGreaterThan(900);
    }

    @Test
    void takesAServerThatIsAwayForFailures() throws InterruptedException {
        server.stop(0);

        LoadGenerator.Result result = run(new Plan(2, 0, Duration.ZERO, Duration.ofMillis(200)));

        assertThat(result.measured().done()).isZero();
        assertThat(result.measured().failed().keySet()).isNotEmpty().allMatch(reason -> reason.contains("no answer"));
    }

    private static HttpServer newServer() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LoadGenerator.Result run(Plan plan) throws InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        try (LoadGenerator generator = new LoadGenerator(address)) {
            return generator.run(plan, LoadGeneratorTests::journey, LoadGenerator.NOBODY);
        }
    }

    private static Journey journey(Http http) {
        return client -> http.post("/", "Bearer x", Buffer.buffer("{}"))
                .compose(reply -> Future.succeededFuture(
                        reply.status() == 201 && reply.location().equals("/made")
                                ? Outcome.done()
                                : reply.end("post")));
    }
}
