package dev.evently.identity.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.evently.identity.IdentityClient;
import dev.evently.identity.IdentityClient.Answer;
import dev.evently.identity.Simultaneously;
import dev.evently.identity.attempt.Guesses;
import dev.evently.testing.IntegrationTest;
import dev.evently.testing.MutableClock;
import dev.evently.testing.contracts.Contracts;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

@IntegrationTest
class PasswordResetIT {

    private static final String RESET = "/api/v1/auth/password-reset";
    private static final String CHOSEN = "four slow yellow tramways";
    private static final AtomicInteger NETWORKS = new AtomicInteger();

    private final IdentityClient client;
    private final MutableClock clock;
    private final JdbcClient database;
    private final TransactionOperations transactions;
    private final String email = IdentityClient.someEmail();
    private final String network = "198.51.100." + NETWORKS.incrementAndGet();
    private final MailedToken mails = new MailedToken();

    PasswordResetIT(
            @LocalServerPort int port,
            @Autowired MutableClock clock,
            @Autowired JdbcClient database,
            @Autowired TransactionOperations transactions) {
        this.client = new IdentityClient(port);
        this.clock = clock;
        this.database = database;
        this.transactions = transactions;
        client.register(email);
    }

    @AfterEach
    void goOn() {
        clock.reset();
        mails.close();
    }

    @Test
    void letsWhoReadsTheMailChooseAnotherPasswordOnce() {
        Answer phone = client.login(email, IdentityClient.PASSWORD);
        Answer laptop = client.login(email, IdentityClient.PASSWORD);
        assertThat(ask(email).status()).isEqualTo(202);
        String token = mails.await(MailedToken.RESET, email);

        Answer refused = confirm(token, "Password123");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.blamedField()).isEqualTo("newPassword");
        assertThat(confirm(token + "A", CHOSEN).problem()).isEqualTo("token-over");
        assertThat(confirm(" " + token + "\n", CHOSEN).status()).isEqualTo(204);

        assertThat(confirm(token, CHOSEN).status()).isEqualTo(410);
        assertThat(client.refresh(phone.refreshToken()).status()).isEqualTo(401);
        assertThat(client.refresh(laptop.refreshToken()).status()).isEqualTo(401);
        assertThat(client.login(email, IdentityClient.PASSWORD).problem()).isEqualTo("bad-credentials");
        Answer session = client.login(email, CHOSEN);
        assertThat(session.status()).isEqualTo(200);
        assertThat(client.me(session.accessToken()).json().path("emailVerified").asBoolean())
                .as("whoever reads the mail has shown that the address is his")
                .isTrue();
        assertThat(client.get("/api/v1/users/me/security-events?limit=100", session.accessToken())
                        .json()
                        .path("items")
                        .valueStream()
                        .map(event -> event.path("type").asString() + " "
                                + event.path("region").asString("")))
                .contains(
                        "PASSWORD_RESET_REQUESTED 198.51.100.0/24",
                        "PASSWORD_RESET 127.0.0.0/24",
                        "EMAIL_VERIFIED 127.0.0.0/24");
    }

    @Test
    void answersWithoutLookingWhetherThereIsAnAccount() {
        String nobody = IdentityClient.someEmail();
        List<Answer> answers = new ArrayList<>();

        transactions.executeWithoutResult(transaction -> {
            database.sql("LOCK TABLE account IN ACCESS EXCLUSIVE MODE").update();
            answers.add(ask(email));
            answers.add(ask(nobody));
        });

        assertThat(answers).extracting(Answer::status).containsOnly(202);
        assertThat(answers.getFirst().response().body())
                .isEqualTo(answers.getLast().response().body())
                .isEqualTo("{\"expiresIn\":1800}");
        mails.await(MailedToken.RESET, email);
        await().until(() -> count("password_reset_request") == 0);
        assertThat(mails.count(MailedToken.RESET, nobody)).isZero();
    }

    @Test
    void letsTheLastTokenAloneBeGoodAndMailsNoMoreThanThreeInAnHour() {
        ask(email);
        String first = mails.await(MailedToken.RESET, email);
        ask(email.toUpperCase(Locale.ROOT));
        String second = mails.awaitNext(MailedToken.RESET, email, List.of(first));
        ask(email);
        String third = mails.awaitNext(MailedToken.RESET, email, List.of(first, second));

        assertThat(ask(email).status()).as("tells nothing of the bound").isEqualTo(202);
        await().until(() -> count("password_reset_request") == 0);
        assertThat(confirm(first, CHOSEN).problem()).isEqualTo("token-over");
        assertThat(confirm(second, CHOSEN).problem()).isEqualTo("token-over");
        assertThat(confirm(third, CHOSEN).status()).isEqualTo(204);

        clock.advance(Duration.ofHours(1));
        ask(email);
        mails.awaitNext(MailedToken.RESET, email, List.of(first, second, third));
        assertThat(mails.count(MailedToken.RESET, email)).isEqualTo(4);
    }

    @Test
    void isOverAfterHalfAnHourAndWhenThePasswordIsChangedMeanwhile() {
        ask(email);
        String first = mails.await(MailedToken.RESET, email);
        clock.advance(Duration.ofMinutes(30));
        assertThat(confirm(first, CHOSEN).problem()).isEqualTo("token-over");

        ask(email);
        String second = mails.awaitNext(MailedToken.RESET, email, List.of(first));
        Answer changed = client.post(
                "/api/v1/users/me/password",
                Map.of("currentPassword", IdentityClient.PASSWORD, "newPassword", "nine calm purple bridges"),
                client.login(email, IdentityClient.PASSWORD).accessToken());
        assertThat(changed.status()).isEqualTo(204);
        assertThat(confirm(second, CHOSEN).problem()).isEqualTo("token-over");
    }

    @Test
    void letsOneOfManyAtOnceChoose() throws InterruptedException, ExecutionException {
        ask(email);
        String token = mails.await(MailedToken.RESET, email);
        AtomicInteger number = new AtomicInteger();

        List<Answer> answers =
                Simultaneously.run(4, () -> confirm(token, CHOSEN + " number " + number.incrementAndGet()));

        assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(204, 410, 410, 410);
    }

    @Test
    void forgivesWhoeverTriedTheOldPassword() {
        Guesses.untilSlowedDown(clock, () -> client.login(email, "wrong"), "bad-credentials");
        assertThat(client.login(email, IdentityClient.PASSWORD).status()).isEqualTo(429);
        ask(email);

        assertThat(confirm(mails.await(MailedToken.RESET, email), CHOSEN).status())
                .isEqualTo(204);

        assertThat(client.login(email, CHOSEN).status()).isEqualTo(200);
    }

    @Test
    void keepsNoSecretThatCouldBeUsed() {
        ask(email);
        Contracts.assertValid(MailedToken.RESET, mails.awaitEvent(MailedToken.RESET, email));
        String token = mails.await(MailedToken.RESET, email);

        assertThat(database.sql("SELECT string_agg(t::text, '') FROM mailed_token t")
                        .query(String.class)
                        .single())
                .contains("PASSWORD_RESET")
                .doesNotContain(token);
        await().untilAsserted(() -> assertThat(database.sql("SELECT count(*) FROM outbox WHERE data LIKE ?")
                        .param("%" + token + "%")
                        .query(Integer.class)
                        .single())
                .isZero());
    }

    @Test
    void letsOneNetworkAskForSixtyInAnHour() {
        for (int asked = 0; asked < 60; asked++) {
            assertThat(ask(UUID.randomUUID() + "@example.org").status()).isEqualTo(202);
        }

        Answer refused = ask(email);

        assertThat(refused.problem()).isEqualTo("too-many-requests");
        assertThat(refused.header("Retry-After")).isEqualTo("3600");
        clock.advance(Duration.ofHours(1));
        assertThat(ask(email).status()).isEqualTo(202);
    }

    private int count(String table) {
        return database.sql("SELECT count(*) FROM " + table)
                .query(Integer.class)
                .single();
    }

    private Answer ask(String address) {
        return client.send(client.request(RESET, null)
                .header("Content-Type", "application/json")
                .header("X-Forwarded-For", network)
                .POST(BodyPublishers.ofString("{\"email\":\"" + address + "\"}")));
    }

    private Answer confirm(String token, String password) {
        return client.post(RESET + "/confirm", Map.of("token", token, "newPassword", password), null);
    }
}
