package dev.evently.loadtest.sale;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.evently.loadtest.load.LoadGenerator;
import dev.evently.loadtest.load.Plan;
import dev.evently.local.client.GatewayClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that has no services behind it answers what the tests want to see counted. */
class BuyingTests {

    private static final LoadGenerator.Watcher NOBODY = new LoadGenerator.Watcher() {
        @Override
        public void begins() {}

        @Override
        public void ends() {}
    };

    private final HttpServer gateway = newServer();
    private final AtomicInteger held = new AtomicInteger();
    private final AtomicInteger sold = new AtomicInteger();
    private volatile int paymentStatus = 200;

    @TempDir
    private Path data = Path.of("");

    @BeforeEach
    void start() {
        gateway.createContext("/api/v1/bookings", exchange -> {
            String path = exchange.getRequestURI().getPath();
            exchange.getRequestBody().readAllBytes();
            if (path.endsWith("/payment")) {
                sold.incrementAndGet();
                held.decrementAndGet();
                answer(exchange, paymentStatus, "{\"status\":\"PENDING\"}");
            } else if (exchange.getRequestMethod().equals("GET")) {
                answer(exchange, 200, "{\"status\":\"CONFIRMED\"}");
            } else {
                held.incrementAndGet();
                exchange.getResponseHeaders().set("Location", "/api/v1/bookings/1");
                answer(exchange, 201, "{}");
            }
        });
        gateway.createContext(
                "/api/v1/events/e/availability",
                exchange -> answer(
                        exchange, 200, """
                        {"products":[{"capacity":100000,"available":%d,"held":%d,"sold":%d,"blocked":0}]}""".formatted(100_000 - held.get() - sold.get(), held.get(), sold.get())));
        gateway.createContext("/api/v1/events/e/inventory", exchange -> answer(exchange, 200, "{\"balanced\":true}"));
        gateway.start();
    }

    @AfterEach
    void stop() {
        gateway.stop(0);
    }

    @Test
    void accountsForBookingsThatWereConfirmedAtOnce() throws Exception {
        Stock.Account account = book();

        assertThat(account.sales()).isPositive().isEqualTo(account.holds()).isEqualTo(sold.get());
        assertThat(account.contradictions()).isEmpty();
    }

    @Test
    void asksAgainForBookingsThatAreConfirmedLater() throws Exception {
        paymentStatus = 202;

        Stock.Account account = book();

        assertThat(account.sales()).isPositive().isEqualTo(sold.get());
        assertThat(account.contradictions()).isEmpty();
    }

    @Test
    void tellsOfSalesThatNobodyWasToldOf() throws Exception {
        paymentStatus = 402;

        Stock.Account account = book();

        assertThat(account.sales()).isZero();
        assertThat(account.contradictions()).hasSize(1).first().asString().contains("0 payments were answered");
    }

    private Stock.Account book() throws IOException, InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + gateway.getAddress().getPort());
        Catalogue catalogue = new Catalogue(data, GatewayClient.of(address.toString()), Clock.systemUTC());
        Stock stock = Stock.of(catalogue, List.of(new EventOnSale("e", "p")));
        try (LoadGenerator generator = new LoadGenerator(address)) {
            Plan plan = new Plan(2, 0, Duration.ZERO, Duration.ofMillis(400));
            generator.run(plan, new Buying(stock, List.of("token"))::booking, NOBODY);
        }
        return stock.account();
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static HttpServer newServer() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
