package dev.evently.identity.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.identity.IdentityClient;
import dev.evently.identity.IdentityClient.Answer;
import dev.evently.identity.Simultaneously;
import dev.evently.identity.attempt.Guesses;
import dev.evently.testing.IntegrationTest;
import dev.evently.testing.MutableClock;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

/** Who never saw the answer to a registration sends it again. */
@IntegrationTest
class RepeatedRegistrationIT {

    private static final String PASSWORD = IdentityClient.PASSWORD;

    private final IdentityClient client;
    private final String email = IdentityClient.someEmail();
    private final String key = UUID.randomUUID().toString();

    private final MutableClock clock;

    RepeatedRegistrationIT(@LocalServerPort int port, @Autowired MutableClock clock) {
        this.client = new IdentityClient(port);
        this.clock = clock;
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @Test
    void isAnsweredAsTheFirst() {
        Answer first = register(email, PASSWORD, "Ada", key);
        Answer again = register(email.toUpperCase(Locale.ROOT), PASSWORD, " Ada ", key);

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    }

    @Test
    void opensOneAccountHoweverManyAreSentAtOnce() throws InterruptedException, ExecutionException {
        List<Answer> answers = Simultaneously.run(4, () -> register(email, PASSWORD, "Ada", key));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(201));
        assertThat(answers)
                .extracting(answer -> answer.text("id"))
                .containsOnly(answers.getFirst().text("id"));
    }

    @Test
    void isRefusedWhenItAsksForSomethingElse() {
        register(email, PASSWORD, "Ada", key);

        assertThat(register(email, "another lantern at the harbour", "Ada", key).problem())
                .isEqualTo("idempotency-key-reused");
        assertThat(register(email, PASSWORD, "Eve", key).status()).isEqualTo(422);
        assertThat(register(email, PASSWORD, "Ada", UUID.randomUUID().toString())
                        .problem())
                .isEqualTo("email-taken");
        assertThat(register(email, PASSWORD, "Ada", " ").problem()).isEqualTo("malformed-request");
        assertThat(register(IdentityClient.someEmail(), PASSWORD, "Ada", key).status())
                .isEqualTo(201);
    }

    @Test
    void givesWhoGuessesKeysNoMoreAttemptsAtAPasswordThanALogin() {
        register(email, PASSWORD, "Ada", "1");

        Supplier<Answer> guess = () -> register(email, "a wrong guess of the password", "Ada", "1");
        Guesses.untilSlowedDown(clock, guess, "idempotency-key-reused");

        assertThat(guess.get().problem()).isEqualTo("too-many-requests");
    }

    private Answer register(String address, String password, String name, String idempotencyKey) {
        String body = JsonMapper.shared()
                .writeValueAsString(Map.of("email", address, "password", password, "displayName", name));
        return client.send(client.request("/api/v1/auth/register", null)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", idempotencyKey)
                .POST(BodyPublishers.ofString(body)));
    }
}
