package dev.evently.identity.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.evently.identity.IdentityClient;
import dev.evently.identity.IdentityClient.Answer;
import dev.evently.testing.IntegrationTest;
import dev.evently.testing.MutableClock;
import java.net.http.HttpRequest.BodyPublishers;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** People see where they are signed in, and end it. */
@IntegrationTest
class OwnSessionsIT {

    private static final String SESSIONS = "/api/v1/users/me/sessions";
    private static final String REVOKED = "/internal/v1/revoked-sessions";

    private final IdentityClient client;
    private final MutableClock clock;
    private final ForgetSessions forgetSessions;

    OwnSessionsIT(@LocalServerPort int port, @Autowired MutableClock clock, @Autowired ForgetSessions forgetSessions) {
        this.client = new IdentityClient(port);
        this.clock = clock;
        this.forgetSessions = forgetSessions;
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @Test
    void tellsWhatASessionIsRecognisedBy() throws ParseException {
        String email = IdentityClient.someEmail();
        client.register(email);
        Answer phone = loginFrom(email, "198.51.100.1, 203.0.113.9", "Evently/4.2 (Phone)");
        clock.advance(Duration.ofMinutes(1));
        Answer laptop = client.login(email, IdentityClient.PASSWORD);

        List<JsonNode> sessions = sessions(laptop);

        assertThat(sessions).extracting(OwnSessionsIT::id).containsExactly(sidOf(laptop), sidOf(phone));
        assertThat(sessions)
                .extracting(session -> session.path("current").asBoolean())
                .containsExactly(true, false);
        JsonNode onPhone = sessions.getLast();
        assertThat(onPhone.path("userAgent").asString()).isEqualTo("Evently/4.2 (Phone)");
        assertThat(onPhone.path("clientAddress").asString())
                .as("what stands before the gateway's own entry anybody could write")
                .isEqualTo("203.0.113.9");
        assertThat(onPhone.path("createdAt").asString())
                .isEqualTo(onPhone.path("lastUsedAt").asString())
                .isLessThan(onPhone.path("expiresAt").asString());
    }

    @Test
    void noticesWhenASessionIsRenewed() {
        Answer session = client.newSession();
        clock.advance(Duration.ofDays(2));
        Answer renewed = client.refresh(session.refreshToken());

        JsonNode seen = sessions(renewed).getFirst();

        assertThat(seen.path("lastUsedAt").asString())
                .isGreaterThan(seen.path("createdAt").asString());
    }

    @Test
    void goesThroughTheListInPages() throws ParseException {
        String email = IdentityClient.someEmail();
        client.register(email);
        String first = sidOf(client.login(email, IdentityClient.PASSWORD));
        Answer second = client.login(email, IdentityClient.PASSWORD);

        Answer page = client.get(SESSIONS + "?limit=1", second.accessToken());
        Answer rest = client.get(SESSIONS + "?limit=1&cursor=" + page.text("next"), second.accessToken());

        assertThat(page.json().path("items").path(0).path("id").asString()).isEqualTo(sidOf(second));
        assertThat(rest.json().path("items").path(0).path("id").asString()).isEqualTo(first);
        assertThat(rest.json().path("next").isNull()).isTrue();
        assertThat(client.get(SESSIONS + "?cursor=abc", second.accessToken()).problem())
                .isEqualTo("invalid-cursor");
        assertThat(client.get(SESSIONS + "?limit=0", second.accessToken()).blamedField())
                .isEqualTo("limit");
    }

    @Test
    void endsOneSession() throws ParseException {
        String email = IdentityClient.someEmail();
        client.register(email);
        Answer lost = client.login(email, IdentityClient.PASSWORD);
        Answer kept = client.login(email, IdentityClient.PASSWORD);

        assertThat(client.delete(SESSIONS + "/" + sidOf(lost), kept.accessToken())
                        .status())
                .isEqualTo(204);

        assertThat(sessions(kept)).extracting(OwnSessionsIT::id).containsExactly(sidOf(kept));
        assertThat(client.refresh(lost.refreshToken()).problem()).isEqualTo("invalid-refresh-token");
        assertThat(client.delete(SESSIONS + "/" + sidOf(lost), kept.accessToken())
                        .status())
                .isEqualTo(404);
        assertThat(client.refresh(kept.refreshToken()).status()).isEqualTo(200);
    }

    @Test
    void endsNoSessionOfSomebodyElse() throws ParseException {
        Answer mine = client.newSession();
        Answer theirs = client.newSession();

        assertThat(client.delete(SESSIONS + "/" + sidOf(theirs), mine.accessToken())
                        .problem())
                .isEqualTo("not-found");
        assertThat(client.delete(SESSIONS + "/" + UUID.randomUUID(), mine.accessToken())
                        .problem())
                .isEqualTo("not-found");
        assertThat(client.delete(SESSIONS + "/mine", mine.accessToken()).blamedField())
                .isEqualTo("id");

        assertThat(client.refresh(theirs.refreshToken()).status()).isEqualTo(200);
    }

    @Test
    void endsAllSessionsButTheOneThatAsks() {
        String email = IdentityClient.someEmail();
        client.register(email);
        Answer lost = client.login(email, IdentityClient.PASSWORD);
        Answer forgotten = client.login(email, IdentityClient.PASSWORD);
        Answer kept = client.login(email, IdentityClient.PASSWORD);
        Answer somebodyElse = client.newSession();

        assertThat(client.delete(SESSIONS, kept.accessToken()).status()).isEqualTo(204);

        assertThat(sessions(kept)).hasSize(1);
        assertThat(client.refresh(lost.refreshToken()).status()).isEqualTo(401);
        assertThat(client.refresh(forgotten.refreshToken()).status()).isEqualTo(401);
        assertThat(client.refresh(kept.refreshToken()).status()).isEqualTo(200);
        assertThat(client.refresh(somebodyElse.refreshToken()).status()).isEqualTo(200);
    }

    @Test
    void refusesATokenOfAnEndedSessionAtOnce() {
        String email = IdentityClient.someEmail();
        client.register(email);
        Answer lost = client.login(email, IdentityClient.PASSWORD);
        Answer kept = client.login(email, IdentityClient.PASSWORD);
        client.delete(SESSIONS, kept.accessToken());

        assertThat(client.delete(SESSIONS, lost.accessToken()).problem()).isEqualTo("unauthenticated");

        assertThat(client.refresh(kept.refreshToken()).status()).isEqualTo(200);
    }

    @Test
    void tellsTheGatewaysOfSessionsThatEndedForWhateverReason() throws ParseException {
        Answer signedOut = client.newSession();
        client.logout(signedOut.accessToken(), signedOut.refreshToken());
        Answer stolen = client.newSession();
        client.refresh(stolen.refreshToken());
        client.refresh(stolen.refreshToken());
        Answer ended = client.newSession();
        client.delete(SESSIONS + "/" + sidOf(ended), ended.accessToken());
        Answer open = client.newSession();

        assertThat(revoked())
                .contains(sidOf(signedOut), sidOf(stolen), sidOf(ended))
                .doesNotContain(sidOf(open));
    }

    @Test
    void tellsOfASessionUntilItsLastAccessTokenHasExpired() throws ParseException {
        Answer session = client.newSession();
        client.logout(session.accessToken(), session.refreshToken());

        clock.advance(Duration.ofMinutes(16));
        forgetSessions.forget();
        assertThat(revoked()).contains(sidOf(session));

        clock.advance(Duration.ofMinutes(3));
        assertThat(revoked()).doesNotContain(sidOf(session));
    }

    @Test
    void sendsTheListToThoseAloneWhoDoNotHaveIt() {
        Answer first = client.get(REVOKED, null);

        assertThat(listUnless(first).status()).isEqualTo(304);

        Answer session = client.newSession();
        client.logout(session.accessToken(), session.refreshToken());
        assertThat(listUnless(first).status()).isEqualTo(200);
    }

    private Answer listUnless(Answer known) {
        return client.send(client.request(REVOKED, null)
                .header("If-None-Match", known.header("ETag"))
                .GET());
    }

    private List<String> revoked() {
        return StreamSupport.stream(
                        client.get(REVOKED, null).json().path("sessions").spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }

    private List<JsonNode> sessions(Answer session) {
        return StreamSupport.stream(
                        client.get(SESSIONS, session.accessToken())
                                .json()
                                .path("items")
                                .spliterator(),
                        false)
                .toList();
    }

    private Answer loginFrom(String email, String forwardedFor, String userAgent) {
        return client.send(client.request("/api/v1/auth/login", null)
                .header("Content-Type", "application/json")
                .header("X-Forwarded-For", forwardedFor)
                .header("User-Agent", userAgent)
                .POST(BodyPublishers.ofString(
                        "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, IdentityClient.PASSWORD))));
    }

    private static String sidOf(Answer session) throws ParseException {
        return SignedJWT.parse(session.accessToken()).getJWTClaimsSet().getStringClaim("sid");
    }

    private static String id(JsonNode session) {
        return session.path("id").asString();
    }
}
