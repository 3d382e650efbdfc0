package dev.evently.identity.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.identity.IdentityClient;
import dev.evently.identity.IdentityClient.Answer;
import dev.evently.identity.Simultaneously;
import dev.evently.testing.IntegrationTest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@IntegrationTest
class ChangePasswordIT {

    private static final String CHOSEN = "four slow yellow tramways";

    private final IdentityClient client;
    private final String email = IdentityClient.someEmail();

    ChangePasswordIT(@LocalServerPort int port) {
        client = new IdentityClient(port);
    }

    @Test
    void endsEveryOtherSession() {
        client.register(email);
        Answer stolen = client.login(email, IdentityClient.PASSWORD);
        Answer own = client.login(email, IdentityClient.PASSWORD);

        assertThat(change(own, IdentityClient.PASSWORD, CHOSEN).status()).isEqualTo(204);

        assertThat(client.refresh(stolen.refreshToken()).status()).isEqualTo(401);
        assertThat(client.refresh(own.refreshToken()).status()).isEqualTo(200);
        assertThat(client.login(email, IdentityClient.PASSWORD).problem()).isEqualTo("bad-credentials");
        assertThat(client.login(email, CHOSEN).status()).isEqualTo(200);
    }

    @Test
    void refusesWhoDoesNotKnowThePassword() {
        Answer session = newSession();

        Answer answer = change(session, "not the password", CHOSEN);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.blamedField()).isEqualTo("currentPassword");
        assertThat(client.login(email, IdentityClient.PASSWORD).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"short", "password123", "evently-forever", IdentityClient.PASSWORD})
    void saysWhatIsWrongWithTheNewPassword(String chosen) {
        Answer session = newSession();

        Answer answer = change(session, IdentityClient.PASSWORD, chosen);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.blamedField()).isEqualTo("newPassword");
        assertThat(client.login(email, IdentityClient.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void saysWhatIsWrongWithTheFirstPassword() {
        Answer answer = client.post(
                "/api/v1/auth/register",
                Map.of("email", email, "password", "Password123", "displayName", "Ada Buyer"),
                null);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.blamedField()).isEqualTo("password");
    }

    /** Whoever signs in with the old password while it is changed is refused or signed out again. */
    @Test
    void leavesNoSessionThatTheOldPasswordOpened() throws InterruptedException, ExecutionException {
        Answer own = newSession();
        AtomicInteger turn = new AtomicInteger();

        List<Answer> answers = Simultaneously.run(
                8,
                () -> turn.getAndIncrement() == 0
                        ? change(own, IdentityClient.PASSWORD, CHOSEN)
                        : client.login(email, IdentityClient.PASSWORD));

        assertThat(answers).filteredOn(answer -> answer.status() == 204).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 200)
                .allSatisfy(opened -> assertThat(
                                client.refresh(opened.refreshToken()).status())
                        .isEqualTo(401));
    }

    @Test
    void oneOfManyChangesWins() throws InterruptedException, ExecutionException {
        Answer own = newSession();
        AtomicInteger turn = new AtomicInteger();

        List<Answer> answers =
                Simultaneously.run(4, () -> change(own, IdentityClient.PASSWORD, CHOSEN + turn.getAndIncrement()));

        assertThat(answers).filteredOn(answer -> answer.status() == 204).hasSize(1);
        assertThat(answers).filteredOn(answer -> answer.status() == 422).hasSize(3);
    }

    private Answer newSession() {
        client.register(email);
        return client.login(email, IdentityClient.PASSWORD);
    }

    private Answer change(Answer session, String current, String chosen) {
        return client.post(
                "/api/v1/users/me/password",
                Map.of("currentPassword", current, "newPassword", chosen),
                session.accessToken());
    }
}
