package dev.evently.identity.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.identity.IdentityClient;
import dev.evently.identity.IdentityClient.Answer;
import dev.evently.testing.IntegrationTest;
import dev.evently.testing.MutableClock;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Whoever tries passwords is slowed down, and the person whose they are is not. */
@IntegrationTest
class PasswordAttemptsIT {

    private static final int FREE = PasswordAttempts.OF_ONE_SOURCE.free();
    private static final String ATTACKER = "198.51.100.66";
    private static final String HOME = "203.0.113.5";
    private static final String CAFE = "192.0.2.77";

    private final IdentityClient client;
    private final MutableClock clock;
    private final PasswordAttempts attempts;
    private final JdbcClient database;
    private final String email = IdentityClient.someEmail();

    PasswordAttemptsIT(
            @LocalServerPort int port,
            @Autowired MutableClock clock,
            @Autowired PasswordAttempts attempts,
            @Autowired JdbcClient database) {
        this.client = new IdentityClient(port);
        this.clock = clock;
        this.attempts = attempts;
        this.database = database;
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @Test
    void slowsDownWhoTriesMoreAndMore() {
        client.register(email);
        slowDown(ATTACKER);

        Answer refused = login(ATTACKER, IdentityClient.PASSWORD, null);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.problem()).isEqualTo("too-many-requests");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(33, 64);

        clock.advance(Duration.ofSeconds(64));
        assertThat(login(ATTACKER, "wrong", null).status()).isEqualTo(401);
        assertThat(Integer.parseInt(login(ATTACKER, "wrong", null).header("Retry-After")))
                .isBetween(65, 128);
    }

    @Test
    void answersTheSameForAnAddressThatNobodyHas() {
        slowDown(ATTACKER);

        Answer refused = login(ATTACKER, "wrong", null);

        assertThat(refused.problem()).isEqualTo("too-many-requests");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(33, 64);
    }

    @Test
    void letsThePersonInWhereHeSignedInBefore() {
        client.register(email);
        assertThat(login(HOME, IdentityClient.PASSWORD, null).status()).isEqualTo(200);

        guessFromEverywhere();

        assertThat(login(HOME, IdentityClient.PASSWORD, null).status()).isEqualTo(200);
        assertThat(login(CAFE, IdentityClient.PASSWORD, null).status())
                .as("from where nobody has signed in")
                .isEqualTo(429);
    }

    @Test
    void letsTheDeviceInThatSignedInBeforeFromWhereverItIs() {
        client.register(email);
        Answer earlier = login(HOME, IdentityClient.PASSWORD, null);
        client.logout(earlier.accessToken(), earlier.refreshToken());
        guessFromEverywhere();

        assertThat(login(CAFE, IdentityClient.PASSWORD, null).status()).isEqualTo(429);
        assertThat(login(CAFE, IdentityClient.PASSWORD, earlier.refreshToken()).status())
                .isEqualTo(200);
    }

    @Test
    void believesNoTokenOfAnotherAccountOrOfASessionThatWasDisowned() {
        client.register(email);
        Answer lost = login(HOME, IdentityClient.PASSWORD, null);
        Answer own = login(HOME, IdentityClient.PASSWORD, null);
        client.delete("/api/v1/users/me/sessions", own.accessToken());
        guessFromEverywhere();

        for (String proof : new String[] {client.newSession().refreshToken(), lost.refreshToken(), "made up"}) {
            assertThat(login(CAFE, IdentityClient.PASSWORD, proof).status()).isEqualTo(429);
        }
    }

    @Test
    void slowsDownAKnownDeviceForItsOwnFailuresAlone() {
        client.register(email);
        Answer stolen = login(HOME, IdentityClient.PASSWORD, null);
        Guesses.untilSlowedDown(clock, () -> login(ATTACKER, "wrong", stolen.refreshToken()), "bad-credentials");

        assertThat(login(ATTACKER, "wrong", stolen.refreshToken()).status()).isEqualTo(429);
        assertThat(login(HOME, IdentityClient.PASSWORD, null).status()).isEqualTo(200);
    }

    @Test
    void slowsDownWhoTriesThePasswordWithAStolenAccessToken() {
        client.register(email);
        Answer stolen = login(HOME, IdentityClient.PASSWORD, null);
        Map<String, String> guess = Map.of("currentPassword", "wrong", "newPassword", "a password of the thief");
        Guesses.untilSlowedDown(
                clock, () -> client.post("/api/v1/users/me/password", guess, stolen.accessToken()), "validation");

        assertThat(client.post("/api/v1/users/me/password", guess, stolen.accessToken())
                        .status())
                .isEqualTo(429);
    }

    @Test
    void forgetsFailuresAfterASuccessAndAfterAnHour() {
        client.register(email);
        guess(HOME, FREE - 1);
        assertThat(login(HOME, IdentityClient.PASSWORD, null).status()).isEqualTo(200);
        slowDown(HOME);
        assertThat(login(HOME, IdentityClient.PASSWORD, null).status()).isEqualTo(429);

        clock.advance(PasswordAttempts.MEMORY.plusSeconds(1));
        assertThat(login(HOME, "wrong", null).status()).isEqualTo(401);
        assertThat(login(HOME, IdentityClient.PASSWORD, null).status()).isEqualTo(200);

        guess(CAFE, 1);
        clock.advance(PasswordAttempts.MEMORY.plusSeconds(1));
        attempts.forget();
        assertThat(database.sql("SELECT count(*) FROM login_failure")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private void guess(String address, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(login(address, "wrong", null).status()).isEqualTo(401);
        }
    }

    /** Fails so often that the next attempt has to wait a minute. */
    private void slowDown(String address) {
        Guesses.untilSlowedDown(clock, () -> login(address, "wrong", null), "bad-credentials");
    }

    /** An attacker with many addresses, until all strangers have to wait a minute. */
    private void guessFromEverywhere() {
        AtomicInteger address = new AtomicInteger();
        Supplier<Answer> guess = () -> login("198.51.100." + address.getAndIncrement(), "wrong", null);
        Guesses.untilSlowedDown(clock, PasswordAttempts.OF_UNKNOWN_SOURCES, guess, "bad-credentials");
        assertThat(guess.get().status()).isEqualTo(429);
    }

    private Answer login(String address, String password, @Nullable String proof) {
        Map<String, String> body = proof == null
                ? Map.of("email", email, "password", password)
                : Map.of("email", email, "password", password, "refreshToken", proof);
        return client.send(client.request("/api/v1/auth/login", null)
                .header("Content-Type", "application/json")
                .header("X-Forwarded-For", address)
                .POST(BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body))));
    }
}
