package dev.evently.loadtest.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.loadtest.load.LoadGenerator;
import dev.evently.loadtest.load.Plan;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.ConfigurableApplicationContext;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlainGatewayTests {

    private final Vertx vertx = Vertx.vertx();
    private ConfigurableApplicationContext gateway;
    private URI address;

    @BeforeAll
    void start() {
        int port = ConstantAnswers.serve(vertx, Map.of("/1", Buffer.buffer("{\"title\":\"Kept\"}")))
                .actualPort();
        gateway = PlainGateway.start("--upstream=http://127.0.0.1:" + port);
        address = URI.create("http://127.0.0.1:" + PlainGateway.portOf(gateway));
    }

    @AfterAll
    void stop() {
        gateway.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void passesOnTheConstantAnswer() throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address.resolve(BareGateway.path(1)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"title\":\"Kept\"}");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    }

    @Test
    void isReadWithoutFailure() throws Exception {
        LoadGenerator.Result result = read(new Plan(4, 20, Duration.ZERO, Duration.ofMillis(500)));

        assertThat(result.measured().done()).isEqualTo(10);
        assertThat(result.measured().failed()).isEmpty();
    }

    @Test
    void takesNoAnswerForAFailure() throws Exception {
        try (LoadGenerator generator = new LoadGenerator(URI.create("http://127.0.0.1:1"))) {
            LoadGenerator.Result result = generator.run(
                    new Plan(2, 0, Duration.ZERO, Duration.ofMillis(100)),
                    new Reading("/", List.of("token"))::journey,
                    LoadGenerator.NOBODY);

            assertThat(result.measured().done()).isZero();
            assertThat(result.measured().failed()).isNotEmpty();
        }
    }

    private LoadGenerator.Result read(Plan plan) throws InterruptedException {
        try (LoadGenerator generator = new LoadGenerator(address)) {
            return generator.run(
                    plan, new Reading(BareGateway.path(1), List.of("one", "two"))::journey, LoadGenerator.NOBODY);
        }
    }
}
