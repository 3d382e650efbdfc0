package dev.evently.identity.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.identity.IdentityClient;
import dev.evently.identity.IdentityClient.Answer;
import dev.evently.identity.Simultaneously;
import dev.evently.identity.secret.BearerSecret;
import dev.evently.testing.IntegrationTest;
import dev.evently.testing.MutableClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntegrationTest
class RenewSessionIT {

    private final IdentityClient client;
    private final MutableClock clock;
    private final JdbcClient database;
    private final ForgetSessions forgetSessions;

    RenewSessionIT(
            @LocalServerPort int port,
            @Autowired MutableClock clock,
            @Autowired JdbcClient database,
            @Autowired ForgetSessions forgetSessions) {
        this.client = new IdentityClient(port);
        this.clock = clock;
        this.database = database;
        this.forgetSessions = forgetSessions;
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @Test
    void revokesTheWholeFamilyWhenTokenComesTwice() {
        Answer first = client.newSession();
        Answer second = client.refresh(first.refreshToken());
        Answer third = client.refresh(second.refreshToken());
        assertThat(third.status()).isEqualTo(200);

        Answer stolen = client.refresh(first.refreshToken());

        assertThat(stolen.status()).isEqualTo(401);
        assertThat(stolen.problem()).isEqualTo("invalid-refresh-token");
        assertThat(client.refresh(third.refreshToken()).problem()).isEqualTo("invalid-refresh-token");
    }

    @Test
    void leavesOtherSessionsOfThePersonAlone() {
        String email = IdentityClient.someEmail();
        client.register(email);
        Answer phone = client.login(email, IdentityClient.PASSWORD);
        Answer laptop = client.login(email, IdentityClient.PASSWORD);
        client.refresh(phone.refreshToken());

        client.refresh(phone.refreshToken());

        assertThat(client.refresh(laptop.refreshToken()).status()).isEqualTo(200);
    }

    @Test
    void givesAtMostOneOfManyTheNextTokenAndThenNobody() throws InterruptedException, ExecutionException {
        String token = client.newSession().refreshToken();

        List<Answer> answers = Simultaneously.run(10, () -> client.refresh(token));

        assertThat(answers).extracting(Answer::status).containsOnly(200, 401);
        List<Answer> renewed =
                answers.stream().filter(answer -> answer.status() == 200).toList();
        assertThat(renewed).hasSize(1);
        assertThat(client.refresh(renewed.getFirst().refreshToken()).problem()).isEqualTo("invalid-refresh-token");
    }

    @Test
    void lastsThirtyDaysFromTheLastRenewal() {
        Answer session = client.newSession();
        clock.advance(Duration.ofDays(29));
        Answer renewed = client.refresh(session.refreshToken());
        assertThat(renewed.status()).isEqualTo(200);

        clock.advance(Duration.ofDays(29));
        Answer again = client.refresh(renewed.refreshToken());
        assertThat(again.status()).isEqualTo(200);

        clock.advance(Duration.ofDays(30));
        assertThat(client.refresh(again.refreshToken()).problem()).isEqualTo("invalid-refresh-token");
    }

    @Test
    void signsOutNobodyElse() {
        Answer mine = client.newSession();
        Answer theirs = client.newSession();

        Answer answer = client.logout(mine.accessToken(), theirs.refreshToken());

        assertThat(answer.status()).isEqualTo(204);
        assertThat(client.refresh(theirs.refreshToken()).status()).isEqualTo(200);
    }

    @Test
    void signsOutWithTokenThatWasRenewedAlready() {
        Answer session = client.newSession();
        Answer renewed = client.refresh(session.refreshToken());

        client.logout(renewed.accessToken(), session.refreshToken());

        assertThat(client.refresh(renewed.refreshToken()).problem()).isEqualTo("invalid-refresh-token");
    }

    @Test
    void storesNoTokenThatCouldBeUsed() {
        Answer session = client.newSession();

        String stored = database.sql("""
                        SELECT string_agg(t::text, '') || string_agg(s::text, '')
                        FROM refresh_token t JOIN session s ON s.id = t.session_id
                        """).query(String.class).single();

        assertThat(stored).isNotEmpty().doesNotContain(session.refreshToken());
    }

    @Test
    void forgetsWhatNobodyCanUse() {
        Answer abandoned = client.newSession();
        Answer kept = client.newSession();
        clock.advance(Duration.ofDays(20));
        kept = client.refresh(kept.refreshToken());
        clock.advance(Duration.ofDays(11));

        forgetSessions.forget();

        assertThat(tokens(abandoned)).isZero();
        assertThat(tokens(kept)).isOne();
        assertThat(client.refresh(kept.refreshToken()).status()).isEqualTo(200);
    }

    private int tokens(Answer session) {
        return database.sql("SELECT count(*) FROM refresh_token WHERE hash = ?")
                .param(new BearerSecret(session.refreshToken()).hash())
                .query(Integer.class)
                .single();
    }
}
