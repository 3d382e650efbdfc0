package dev.evently.identity.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.evently.identity.IdentityClient;
import dev.evently.identity.IdentityClient.Answer;
import dev.evently.testing.IntegrationTest;
import dev.evently.testing.MutableClock;
import dev.evently.testing.contracts.Contracts;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@IntegrationTest
class EmailVerificationIT {

    private static final String VERIFICATION = "/api/v1/auth/email-verification";

    private final IdentityClient client;
    private final MutableClock clock;
    private final String email = IdentityClient.someEmail();
    private final MailedToken mails = new MailedToken();
    private final Answer session;

    EmailVerificationIT(@LocalServerPort int port, @Autowired MutableClock clock) {
        this.client = new IdentityClient(port);
        this.clock = clock;
        client.register(email);
        session = client.login(email, IdentityClient.PASSWORD);
    }

    @AfterEach
    void goOn() {
        clock.reset();
        mails.close();
    }

    @Test
    void beginsWithTheRegistrationAndEndsWithTheTokenOfItsMail() throws ParseException {
        assertThat(isVerified()).isFalse();
        assertThat(claimOf(session)).isEqualTo(false);
        Contracts.assertValid(MailedToken.VERIFICATION, mails.awaitEvent(MailedToken.VERIFICATION, email));
        String token = mails.await(MailedToken.VERIFICATION, email);

        assertThat(confirm(token).status()).isEqualTo(204);

        assertThat(isVerified()).isTrue();
        assertThat(claimOf(client.refresh(session.refreshToken()))).isEqualTo(true);
        assertThat(confirm(token).problem()).isEqualTo("token-over");
        Answer again = client.post(VERIFICATION, Map.of(), session.accessToken());
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.problem()).isEqualTo("email-verified");
    }

    @Test
    void mailsAnotherTokenAndLetsTheLastAloneBeGood() {
        String first = mails.await(MailedToken.VERIFICATION, email);

        Answer asked = client.post(VERIFICATION, Map.of(), session.accessToken());

        assertThat(asked.status()).isEqualTo(202);
        assertThat(asked.json().path("expiresIn").asInt()).isEqualTo(86_400);
        String second = mails.awaitNext(MailedToken.VERIFICATION, email, List.of(first));
        assertThat(confirm(first).problem()).isEqualTo("token-over");
        assertThat(confirm(second).status()).isEqualTo(204);
    }

    @Test
    void mailsNoMoreThanThreeInAnHourAndDoesNotTakeATokenForAnother() {
        assertThat(client.post(VERIFICATION, Map.of(), session.accessToken()).status())
                .isEqualTo(202);
        assertThat(client.post(VERIFICATION, Map.of(), session.accessToken()).status())
                .isEqualTo(202);
        Answer refused = client.post(VERIFICATION, Map.of(), session.accessToken());
        assertThat(refused.problem()).isEqualTo("too-many-requests");
        assertThat(refused.header("Retry-After")).isEqualTo("3600");

        Answer misused = client.post(
                "/api/v1/auth/password-reset/confirm",
                Map.of(
                        "token",
                        mails.await(MailedToken.VERIFICATION, email),
                        "newPassword",
                        "four slow yellow tramways"),
                null);
        assertThat(misused.problem()).isEqualTo("token-over");
    }

    @Test
    void isOverAfterADay() {
        String token = mails.await(MailedToken.VERIFICATION, email);
        clock.advance(Duration.ofHours(24));

        assertThat(confirm(token).problem()).isEqualTo("token-over");
    }

    @Test
    void needsAPersonToBeAskedForAgain() {
        assertThat(client.post(VERIFICATION, Map.of(), null).status()).isEqualTo(401);
    }

    @Test
    void isNotAskedOfTheConfiguredAdministrator() {
        Answer admin = client.login("admin@evently.example", "an administrator of tests");

        assertThat(client.me(admin.accessToken()).json().path("emailVerified").asBoolean())
                .isTrue();
    }

    private boolean isVerified() {
        return client.me(session.accessToken()).json().path("emailVerified").asBoolean();
    }

    private Answer confirm(String token) {
        return client.post(VERIFICATION + "/confirm", Map.of("token", token), null);
    }

    private static Object claimOf(Answer tokens) throws ParseException {
        return SignedJWT.parse(tokens.accessToken()).getJWTClaimsSet().getClaim("email_verified");
    }
}
