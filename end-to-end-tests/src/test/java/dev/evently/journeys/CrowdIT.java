package dev.evently.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Many look at one page while it changes. */
class CrowdIT {

    private static final int READERS = 16;
    /** More than anything that was asked for before the change can still be under way. */
    private static final int IN_A_ROW = 500;

    private final Sale sale = Sale.open(10);
    private final AtomicInteger shared = new AtomicInteger();
    private final AtomicInteger newInARow = new AtomicInteger();
    private final AtomicBoolean over = new AtomicBoolean();

    @Test
    void seesAChangeWhileItSharesAnswers() throws Exception {
        try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> readers = Stream.<Future<?>>generate(() -> crowd.submit(this::readOn))
                    .limit(READERS)
                    .toList();
            try {
                await().atMost(Duration.ofSeconds(30)).until(() -> shared.get() > 100);

                sale.organizer()
                        .send(
                                "PATCH",
                                "/events/" + sale.event(),
                                BodyPublishers.ofString("{\"title\":\"Changed\"}"),
                                null)
                        .expect(200);

                assertThat(sale.organizer().get("/events/" + sale.event()).text("title"))
                        .isEqualTo("Changed");
                await().atMost(Duration.ofSeconds(30)).until(() -> newInARow.get() > IN_A_ROW);
            } finally {
                over.set(true);
            }
            for (Future<?> reader : readers) {
                reader.get();
            }
        }
    }

    private Object readOn() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(RunningSuite.shared().gatewayUrl() + "/api/v1/events/" + sale.event()))
                .timeout(Duration.ofSeconds(30))
                .build();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            while (!over.get()) {
                HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                if (answer.headers().firstValue("Cache-Status").orElse("").endsWith("gateway;hit")) {
                    shared.incrementAndGet();
                }
                newInARow.updateAndGet(seen -> answer.body().contains("\"Changed\"") ? seen + 1 : 0);
            }
        }
        return this;
    }
}
