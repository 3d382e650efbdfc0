package dev.evently.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evently.testing.TestTokens;
import dev.evently.testing.servers.TestServers;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.redis.core.ReactiveStringRedisTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/**
 * The limits of the {@code report} preset, to the request, under concurrency and over two gateways. Redis may take its time:
 * on a crowded machine each gateway would count for itself now and then.
 */
@TestPropertySource(
        properties = {
            "evently.preset=report",
            "evently.redis-url=${test.redis-url}/1",
            "evently.gateway.trusted-proxies=1",
            "spring.data.redis.timeout=10s"
        })
class RateLimitIT extends GatewayTest {

    private static final int AT_ONCE = 32;
    private static final String LOGIN = "/api/v1/auth/login";

    @Autowired
    private ReactiveStringRedisTemplate redis;

    private SecondGateway second;

    @DynamicPropertySource
    static void identity(DynamicPropertyRegistry registry) {
        registry.add("spring.cloud.discovery.client.simple.instances.identity-service[0].uri", SERVICE::address);
        registry.add("evently.jwk-set-uri", () -> TestTokens.issuer() + "/oauth2/jwks");
    }

    @BeforeEach
    void begin() {
        second = SecondGateway.running(
                "--evently.preset=report",
                "--evently.gateway.trusted-proxies=1",
                "--spring.data.redis.timeout=10s",
                "--evently.issuer=" + TestTokens.issuer(),
                "--evently.jwk-set-uri=" + TestTokens.issuer() + "/oauth2/jwks",
                "--evently.redis-url=" + TestServers.shared().redisUrl() + "/1",
                "--spring.cloud.discovery.client.simple.instances.identity-service[0].uri=" + SERVICE.address(),
                "--spring.cloud.discovery.client.simple.instances.booking-service[0].uri=" + SERVICE.address());
        await().atMost(Duration.ofSeconds(20)).until(() -> countsTogether(port()) && countsTogether(second.port()));
        redis.delete(redis.keys("{evently.limits}*")).block();
    }

    private boolean countsTogether(int port) throws Exception {
        redis.delete(redis.keys("{evently.limits}*")).block();
        send(read(port, "192.0.2.99"));
        return Boolean.TRUE.equals(
                redis.hasKey("{evently.limits}.count.60.address:192.0.2.99").block());
    }

    @Test
    void lets50RequestsOfAnAddressPass() throws Exception {
        assertThat(passed(90, n -> read(portOf(n), "192.0.2.1"))).isEqualTo(50);

        HttpResponse<String> refused = send(read(port(), "192.0.2.1"));
        assertProblem(refused, 429, "too-many-requests");
        assertArmoured(refused);
        assertThat(refused.headers().firstValue("RateLimit-Policy")).hasValue("\"address\";q=50;w=60");
        String wait = refused.headers().firstValue("Retry-After").orElseThrow();
        assertThat(Integer.parseInt(wait)).isBetween(1, 61);
        assertThat(refused.headers().firstValue("RateLimit")).hasValue("\"address\";r=0;t=" + wait);
        assertThat(send(read(port(), "192.0.2.2")).statusCode()).isEqualTo(200);
    }

    @Test
    void lets100RequestsToARoutePass() throws Exception {
        assertThat(passed(160, n -> read(portOf(n), "192.0.2." + n))).isEqualTo(100);

        assertThat(send(read(port(), "198.51.100.1")).headers().firstValue("RateLimit-Policy"))
                .hasValue("\"route\";q=100;w=60");
    }

    @Test
    void lets5BookingsOfAUserPassWhereverTheyComeFrom() throws Exception {
        String token = TestTokens.user(UUID.randomUUID());

        assertThat(passed(30, n -> book(portOf(n), "192.0.2." + n, token))).isEqualTo(5);

        assertThat(send(book(port(), "192.0.2.200", token)).headers().firstValue("RateLimit-Policy"))
                .hasValue("\"bookings\";q=5;w=300");
        assertThat(send(book(port(), "192.0.2.200", TestTokens.user(UUID.randomUUID())))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void countsABookingByItsUserHoweverItsAddressIsWritten() throws Exception {
        String token = TestTokens.user(UUID.randomUUID());
        for (int n = 0; n < 5; n++) {
            send(book(port(), "192.0.2.1", token));
        }

        HttpRequest.Builder encoded = at(port(), "/api/v1/%62ookings", "192.0.2.1")
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString("{}"));
        assertThat(send(encoded).statusCode()).isEqualTo(429);
    }

    @Test
    void lets5000RequestsOfAllPass() throws Exception {
        long answered = statuses(5_300, n -> at(portOf(n), "/nowhere", "198.51." + n / 40 + ".1"))
                .filter(status -> status == 404)
                .count();

        assertThat(answered).isEqualTo(5_000);
        assertThat(send(at(port(), "/nowhere", "203.0.113.1")).headers().firstValue("RateLimit-Policy"))
                .hasValue("\"global\";q=5000;w=60");
    }

    @Test
    void takesNothingOfOtherLimitsForARefusedRequest() throws Exception {
        String token = TestTokens.user(UUID.randomUUID());

        passed(60, n -> book(portOf(n), "192.0.2.1", token));

        assertThat(send(read(port(), "192.0.2.1")).headers().firstValue("RateLimit"))
                .hasValue("\"address\";r=44");
    }

    @Test
    void isNotFooledByAnInventedForwardingChain() throws Exception {
        assertThat(passed(60, n -> read(portOf(n), "203.0.113." + n + ", 192.0.2.3")))
                .isEqualTo(50);

        assertThat(send(read(port(), "203.0.113.1")).statusCode())
                .as("nobody is framed")
                .isEqualTo(200);
    }

    @Test
    void countsAllAddressesOfAnIpv6ClientTogether() throws Exception {
        assertThat(passed(60, n -> read(portOf(n), "2001:db8:1:2:" + Integer.toHexString(n + 1) + "::1")))
                .isEqualTo(50);
    }

    @Test
    void countsRequestsWithBadTokens() throws Exception {
        long refused = statuses(60, n -> read(portOf(n), "192.0.2.4").header("Authorization", "Bearer not.a.token"))
                .filter(status -> status == 429)
                .count();

        assertThat(refused).isEqualTo(10);
    }

    @Test
    void doesNotCountHealthChecksAndTheKeysThatServicesFetch() throws Exception {
        assertThat(statuses(60, n -> at(port(), "/oauth2/jwks", "192.0.2.5"))).containsOnly(200);
        assertThat(statuses(60, n -> at(port(), "/health/live", "192.0.2.5"))).containsOnly(200);
    }

    @Test
    void lets10LoginsToAnAccountPassFromOneAddress() throws Exception {
        assertThat(passed(30, n -> login(portOf(n), " Victim@Example.com", "203.0.113.7")))
                .isEqualTo(10);

        assertThat(send(login(port(), "victim@example.com", "203.0.113.7"))
                        .headers()
                        .firstValue("RateLimit-Policy"))
                .hasValue("\"login-account\";q=10;w=300");
        assertThat(send(login(port(), "victim@example.com", "192.0.2.10")).statusCode())
                .as("its owner, wherever he is")
                .isEqualTo(200);
        assertThat(send(login(port(), "other@example.com", "203.0.113.7")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void lets50LoginsOfAnAddressPass() throws Exception {
        assertThat(passed(80, n -> login(portOf(n), "somebody-" + n + "@example.com", "203.0.113.9")))
                .isEqualTo(50);

        assertThat(send(login(port(), "another@example.com", "203.0.113.9"))
                        .headers()
                        .firstValue("RateLimit-Policy"))
                .hasValue("\"login-address\";q=50;w=60");
    }

    @ParameterizedTest
    @ValueSource(strings = {"login/mfa", "register", "password-reset/confirm", "email-verification/confirm"})
    void countsWhoTriesASecretOrHasAMailSentAmongTheLoginsOfItsAddress(String path) throws Exception {
        assertThat(send(post(port(), "/api/v1/auth/" + path, "{}", "203.0.113.8"))
                        .headers()
                        .firstValue("RateLimit"))
                .hasValue("\"login-address\";r=49");
    }

    @Test
    void countsMailsToResetAPasswordAsLoginsToItsAccount() throws Exception {
        String body = "{\"email\":\"forgetful@example.com\"}";

        assertThat(passed(20, n -> post(portOf(n), "/api/v1/auth/password-reset", body, "198.51.100.1")))
                .isEqualTo(10);

        HttpResponse<String> refused = send(login(port(), "forgetful@example.com", "198.51.100.1"));
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("RateLimit-Policy")).hasValue("\"login-account\";q=10;w=300");
    }

    @Test
    void handsTheBodyOfALoginOnAsItCame() throws Exception {
        String body = "{\"email\":\"a@example.com\",\"password\":\"" + "x".repeat(5_000) + "\"}";

        send(post(port(), LOGIN, body, "192.0.2.11"));

        assertThat(SERVICE.last().bodyBytes()).isEqualTo(body.length());
        assertThat(send(post(port(), LOGIN, "no JSON", "192.0.2.11")).statusCode())
                .isEqualTo(200);
        HttpResponse<String> tooLong = send(post(port(), LOGIN, "x".repeat(20_000), "192.0.2.11"));
        assertProblem(tooLong, 413, "payload-too-large");
        assertThat(tooLong.headers().firstValue("RateLimit")).as("it counts").hasValue("\"login-address\";r=47");
    }

    private int portOf(int request) {
        return request % 2 == 0 ? port() : second.port();
    }

    private HttpRequest.Builder at(int port, String path, String forwardedFor) {
        return on(port, path).header("X-Forwarded-For", forwardedFor);
    }

    private HttpRequest.Builder read(int port, String forwardedFor) {
        return at(port, "/api/v1/events/1/availability", forwardedFor);
    }

    private HttpRequest.Builder book(int port, String forwardedFor, String token) {
        return at(port, "/api/v1/bookings", forwardedFor)
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString("{}"));
    }

    private HttpRequest.Builder login(int port, String email, String forwardedFor) {
        return post(port, LOGIN, "{\"email\":\"%s\",\"password\":\"p\"}".formatted(email), forwardedFor);
    }

    private HttpRequest.Builder post(int port, String path, String body, String forwardedFor) {
        return at(port, path, forwardedFor)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static long passed(int requests, IntFunction<HttpRequest.Builder> request) throws Exception {
        return statuses(requests, request).filter(status -> status == 200).count();
    }

    private static Stream<Integer> statuses(int requests, IntFunction<HttpRequest.Builder> request) throws Exception {
        Semaphore free = new Semaphore(AT_ONCE);
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> tasks = IntStream.range(0, requests)
                    .<Callable<Integer>>mapToObj(n -> () -> {
                        free.acquire();
                        try {
                            return send(request.apply(n)).statusCode();
                        } finally {
                            free.release();
                        }
                    })
                    .toList();
            return clients.invokeAll(tasks).stream().map(Future::resultNow);
        }
    }
}
