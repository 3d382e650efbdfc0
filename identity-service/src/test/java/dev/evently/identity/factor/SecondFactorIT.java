package dev.evently.identity.factor;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.evently.identity.IdentityClient;
import dev.evently.identity.IdentityClient.Answer;
import dev.evently.identity.Simultaneously;
import dev.evently.identity.account.MailedToken;
import dev.evently.identity.attempt.Guesses;
import dev.evently.testing.IntegrationTest;
import dev.evently.testing.MutableClock;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.util.encoders.Base32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@IntegrationTest
class SecondFactorIT {

    private static final String MFA = "/api/v1/users/me/mfa";
    private static final Duration STEP = Duration.ofSeconds(Totp.PERIOD_SECONDS);

    private final IdentityClient client;
    private final MutableClock clock;
    private final JdbcClient database;
    private final String email = IdentityClient.someEmail();
    private Answer session;
    private String secret = "";
    private List<String> recoveryCodes = List.of();

    SecondFactorIT(@LocalServerPort int port, @Autowired MutableClock clock, @Autowired JdbcClient database) {
        this.client = new IdentityClient(port);
        this.clock = clock;
        this.database = database;
        client.register(email);
        session = client.login(email, IdentityClient.PASSWORD);
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @Test
    void isAskedForFromTheMomentOnThatACodeWasShown() throws ParseException {
        Answer other = client.login(email, IdentityClient.PASSWORD);
        Answer begun = begin();
        assertThat(begun.text("otpauthUri"))
                .startsWith("otpauth://totp/Evently:somebody-")
                .contains("%40example.org?secret=" + begun.text("secret") + "&issuer=Evently");
        assertThat(client.login(email, IdentityClient.PASSWORD).status())
                .as("not confirmed yet")
                .isEqualTo(200);

        confirm();

        assertThat(client.me(session.accessToken()).json().path("mfaEnabled").asBoolean())
                .isTrue();
        assertThat(client.refresh(other.refreshToken()).status()).isEqualTo(401);
        Answer asked = client.login(email, IdentityClient.PASSWORD);
        assertThat(asked.status()).isEqualTo(401);
        assertThat(asked.problem()).isEqualTo("mfa-required");
        assertThat(asked.json().path("expiresIn").asInt()).isEqualTo(300);

        clock.advance(STEP);
        Answer opened = answer(asked, code());
        assertThat(opened.status()).isEqualTo(200);
        assertThat(SignedJWT.parse(opened.accessToken()).getJWTClaimsSet().getStringListClaim("amr"))
                .containsExactly("pwd", "otp");
        assertThat(client.refresh(opened.refreshToken()).status()).isEqualTo(200);
    }

    @Test
    void takesEachCodeOnce() throws InterruptedException, ExecutionException {
        enable();
        clock.advance(STEP);
        String code = code();
        Answer first = client.login(email, IdentityClient.PASSWORD);
        Answer second = client.login(email, IdentityClient.PASSWORD);

        List<Answer> answers = Simultaneously.run(4, () -> answer(first, code));
        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);

        assertThat(answer(second, code).problem()).isEqualTo("invalid-code");
        assertThat(answer(first, code).problem()).isEqualTo("invalid-challenge");
    }

    @Test
    void takesEachRecoveryCodeOnceHoweverItIsTyped() {
        enable();
        String typed = " " + recoveryCodes.getFirst().toLowerCase(Locale.ROOT).replace("-", " ");

        assertThat(recoveryCodes)
                .hasSize(10)
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("(\\w{4}-){3}\\w{4}"));
        assertThat(answer(client.login(email, IdentityClient.PASSWORD), typed).status())
                .isEqualTo(200);
        assertThat(answer(client.login(email, IdentityClient.PASSWORD), typed).problem())
                .isEqualTo("invalid-code");
    }

    @Test
    void endsAChallengeAfterFiveMinutesAndWithTheCredentialsItBeganWith() {
        enable();
        Answer old = client.login(email, IdentityClient.PASSWORD);
        clock.advance(Duration.ofMinutes(5));
        assertThat(answer(old, code()).problem()).isEqualTo("invalid-challenge");

        Answer stolen = client.login(email, IdentityClient.PASSWORD);
        Answer changed = client.post(
                "/api/v1/users/me/password",
                Map.of("currentPassword", IdentityClient.PASSWORD, "newPassword", "nine calm purple bridges"),
                session.accessToken());
        assertThat(changed.status()).isEqualTo(204);
        assertThat(answer(stolen, code()).problem()).isEqualTo("invalid-challenge");
    }

    @Test
    void slowsDownWhoTriesCodes() {
        enable();
        Answer asked = client.login(email, IdentityClient.PASSWORD);
        Guesses.untilSlowedDown(clock, () -> answer(asked, "wrong"), "invalid-code");

        assertThat(answer(asked, code()).problem()).isEqualTo("too-many-requests");
    }

    @Test
    void letsNoMoreCodesBeTriedAtOnceThanInTurn() throws InterruptedException, ExecutionException {
        enable();
        Answer asked = client.login(email, IdentityClient.PASSWORD);

        List<Answer> answers = Simultaneously.run(60, () -> answer(asked, "wrong"));

        assertThat(answers)
                .filteredOn(answer -> answer.problem().equals("invalid-code"))
                .hasSize(10);
        assertThat(answers)
                .filteredOn(answer -> answer.problem().equals("too-many-requests"))
                .hasSize(50);
    }

    @Test
    void goesWithACodeAlone() {
        enable();
        assertThat(client.post(MFA + "/disable", Map.of("code", "123"), session.accessToken())
                        .blamedField())
                .isEqualTo("code");

        clock.advance(STEP);
        assertThat(client.post(MFA + "/disable", Map.of("code", code()), session.accessToken())
                        .status())
                .isEqualTo(204);

        assertThat(client.login(email, IdentityClient.PASSWORD).status()).isEqualTo(200);
        assertThat(client.me(session.accessToken()).json().path("mfaEnabled").asBoolean())
                .isFalse();
        enable();
    }

    @Test
    void staysWhenThePasswordIsReset() {
        enable();
        try (MailedToken mails = new MailedToken()) {
            client.post("/api/v1/auth/password-reset", Map.of("email", email), null);
            String token = mails.await(MailedToken.RESET, email);
            Answer reset = client.post(
                    "/api/v1/auth/password-reset/confirm",
                    Map.of("token", token, "newPassword", "nine calm purple bridges"),
                    null);
            assertThat(reset.status()).isEqualTo(204);
        }

        Answer asked = client.login(email, "nine calm purple bridges");

        assertThat(asked.problem()).isEqualTo("mfa-required");
        clock.advance(STEP);
        assertThat(answer(asked, code()).status()).isEqualTo(200);
    }

    @Test
    void handsOutOtherRecoveryCodesForACodeAndTakesNoFormerOne() {
        enable();
        List<String> former = recoveryCodes;
        assertThat(replaceRecoveryCodes("123").blamedField()).isEqualTo("code");

        clock.advance(STEP);
        String code = code();
        Answer replaced = replaceRecoveryCodes(code);

        assertThat(replaced.status()).isEqualTo(200);
        List<String> latter = codesIn(replaced);
        assertThat(latter).hasSize(10).doesNotContainAnyElementsOf(former);
        assertThat(replaceRecoveryCodes(code).status()).as("a code serves once").isEqualTo(422);
        Answer asked = client.login(email, IdentityClient.PASSWORD);
        assertThat(answer(asked, former.getFirst()).problem()).isEqualTo("invalid-code");
        assertThat(answer(asked, latter.getFirst()).status()).isEqualTo(200);
    }

    @Test
    void leavesTenRecoveryCodesThoughManyAreAskedForAtOnce() throws InterruptedException, ExecutionException {
        enable();
        AtomicInteger number = new AtomicInteger();

        List<Answer> answers =
                Simultaneously.run(4, () -> replaceRecoveryCodes(recoveryCodes.get(number.getAndIncrement())));

        assertThat(answers).anyMatch(answer -> answer.status() == 200);
        assertThat(database.sql("""
                        SELECT count(*) FROM recovery_code
                        WHERE account_id = (SELECT id FROM account WHERE email = ?)
                        """).param(email).query(Integer.class).single()).isEqualTo(10);
    }

    private Answer replaceRecoveryCodes(String code) {
        return client.post(MFA + "/recovery-codes", Map.of("code", code), session.accessToken());
    }

    private static List<String> codesIn(Answer shown) {
        return shown.json()
                .path("recoveryCodes")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    @Test
    void isNotReplacedAndNotBegunWithoutThePassword() {
        assertThat(client.post(MFA, Map.of("currentPassword", "wrong"), session.accessToken())
                        .blamedField())
                .isEqualTo("currentPassword");
        assertThat(client.post(MFA + "/confirm", Map.of("code", "123456"), session.accessToken())
                        .blamedField())
                .isEqualTo("code");
        enable();

        assertThat(begin().problem()).isEqualTo("mfa-enabled");
    }

    @Test
    void storesNoSecretThatCouldBeUsed() {
        enable();

        String stored = database.sql("""
                        SELECT string_agg(sealed_secret, '') || (SELECT string_agg(hash, '') FROM recovery_code)
                        FROM second_factor
                        """).query(String.class).single();

        assertThat(stored)
                .doesNotContain(secret)
                .doesNotContain(recoveryCodes.getFirst().replace("-", ""));
    }

    private void enable() {
        Answer begun = begin();
        assertThat(begun.status()).isEqualTo(200);
        secret = begun.text("secret");
        confirm();
    }

    private Answer begin() {
        Answer begun = client.post(MFA, Map.of("currentPassword", IdentityClient.PASSWORD), session.accessToken());
        if (begun.status() == 200) {
            secret = begun.text("secret");
        }
        return begun;
    }

    private void confirm() {
        Answer confirmed = client.post(MFA + "/confirm", Map.of("code", code()), session.accessToken());
        assertThat(confirmed.status()).isEqualTo(200);
        recoveryCodes = codesIn(confirmed);
    }

    private Answer answer(Answer challenge, String code) {
        return client.post(
                "/api/v1/auth/login/mfa", Map.of("challenge", challenge.text("challenge"), "code", code), null);
    }

    private String code() {
        return Totp.code(Base32.decode(secret), Totp.stepAt(clock.instant()), Totp.DIGITS);
    }
}
