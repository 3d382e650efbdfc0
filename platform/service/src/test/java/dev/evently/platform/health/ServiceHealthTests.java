package dev.evently.platform.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.evently.testing.TestTokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A service whose database is away: first it takes connections and says nothing, then nobody is there. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ServiceHealthTests {

    /** Less than what a request waits for a connection. */
    private static final Duration QUICK = Duration.ofSeconds(20);

    private static final int MANY = 200;
    private static final ServerSocket SILENT = listening();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TestConfiguration
    static class Database {

        @Bean
        HikariDataSource dataSource() {
            HikariConfig config = new HikariConfig();
            config.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + SILENT.getLocalPort() + "/secret");
            config.setConnectionTimeout(60_000);
            config.setMaximumPoolSize(5);
            config.setInitializationFailTimeout(-1);
            return new HikariDataSource(config);
        }
    }

    @Autowired
    private HikariDataSource pool;

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void issuer(DynamicPropertyRegistry properties) {
        properties.add("evently.issuer", TestTokens::issuer);
    }

    @AfterAll
    static void close() throws IOException {
        SILENT.close();
        HTTP.close();
    }

    @Test
    void saysSoAtOnceHoweverManyAsk() throws Exception {
        assertNotReady();
        askMany();
        SILENT.close();
        assertNotReady();
    }

    private void askMany() {
        List<CompletableFuture<HttpResponse<String>>> answers = Stream.generate(
                        () -> HTTP.sendAsync(request("/health"), HttpResponse.BodyHandlers.ofString()))
                .limit(MANY)
                .toList();
        CompletableFuture<Void> all = CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new));
        while (!all.isDone()) {
            assertThat(pool.getHikariPoolMXBean().getThreadsAwaitingConnection())
                    .as("those who wait for a connection")
                    .isLessThanOrEqualTo(1);
        }
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(503));
    }

    private void assertNotReady() throws Exception {
        for (String path : List.of("/health", "/health/ready")) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(503);
            JsonNode body = JsonMapper.shared().readTree(answer.body());
            assertThat(body.path("status").asString()).isEqualTo("DOWN");
            assertThat(body.propertyNames()).isSubsetOf("status", "groups");
        }
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return HTTP.send(request(path), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(QUICK)
                .build();
    }

    private static ServerSocket listening() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
