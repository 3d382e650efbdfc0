package dev.evently.identity.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.evently.identity.IdentityClient;
import dev.evently.identity.IdentityClient.Answer;
import dev.evently.testing.IntegrationTest;
import dev.evently.testing.MutableClock;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@IntegrationTest
class SecurityEventsIT {

    private static final String OWN = "/api/v1/users/me/security-events";
    private static final String ALL = "/api/v1/admin/audit";

    private final IdentityClient client;
    private final MutableClock clock;
    private final SecurityEvents events;
    private final JdbcClient database;
    private final String email = IdentityClient.someEmail();

    SecurityEventsIT(
            @LocalServerPort int port,
            @Autowired MutableClock clock,
            @Autowired SecurityEvents events,
            @Autowired JdbcClient database) {
        this.client = new IdentityClient(port);
        this.clock = clock;
        this.events = events;
        this.database = database;
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @Test
    void tellAPersonWhatHappenedToHim() {
        client.register(email);
        client.login(email, "wrong");
        Answer lost = client.login(email, IdentityClient.PASSWORD);
        Answer phone = client.login(email, IdentityClient.PASSWORD);
        Answer renewed = client.refresh(phone.refreshToken());
        client.refresh(phone.refreshToken());
        Answer laptop = client.login(email, IdentityClient.PASSWORD);
        client.delete("/api/v1/users/me/sessions", laptop.accessToken());
        client.post(
                "/api/v1/users/me/password",
                Map.of("currentPassword", IdentityClient.PASSWORD, "newPassword", "nine calm purple bridges"),
                laptop.accessToken());
        client.logout(laptop.accessToken(), laptop.refreshToken());
        client.newSession();
        Answer again = client.login(email, "nine calm purple bridges");

        List<JsonNode> seen = items(client.get(OWN + "?limit=100", again.accessToken()));

        assertThat(seen)
                .extracting(event -> event.path("type").asString())
                .containsExactly(
                        "LOGGED_IN",
                        "LOGGED_OUT",
                        "PASSWORD_CHANGED",
                        "OTHER_SESSIONS_ENDED",
                        "LOGGED_IN",
                        "REFRESH_TOKEN_REUSED",
                        "LOGGED_IN",
                        "LOGGED_IN",
                        "LOGIN_FAILED",
                        "ACCOUNT_REGISTERED");
        assertThat(seen).allSatisfy(event -> {
            assertThat(event.path("region").asString()).isEqualTo("127.0.0.0/24");
            assertThat(event.path("accountId").asString())
                    .isEqualTo(seen.getFirst().path("accountId").asString());
        });
        assertThat(List.of(lost.status(), renewed.status())).containsOnly(200);
    }

    @Test
    void tellAdministratorsWhatTheyLookFor() {
        String account = client.register(email).text("id");
        client.login(email, "wrong");
        client.login(email, IdentityClient.PASSWORD);
        client.newSession();
        String admin = admin();

        assertThat(items(client.get(ALL + "?accountId=" + account + "&type=LOGIN_FAILED", admin)))
                .hasSize(1);
        Answer first = client.get(ALL + "?limit=2&accountId=" + account, admin);
        Answer rest = client.get(ALL + "?limit=2&accountId=" + account + "&cursor=" + first.text("next"), admin);
        assertThat(types(first)).containsExactly("LOGGED_IN", "LOGIN_FAILED");
        assertThat(types(rest)).containsExactly("ACCOUNT_REGISTERED");
        assertThat(rest.json().path("next").isNull()).isTrue();

        String at = rest.json().path("items").path(0).path("at").asString();
        assertThat(types(client.get(ALL + "?accountId=" + account + "&to=" + at, admin)))
                .isEmpty();
        assertThat(types(client.get(ALL + "?accountId=" + account + "&from=" + at, admin)))
                .hasSize(3);
    }

    @Test
    void tellOfMachinesAndKeys() {
        askForToken("reporting:reporting-in-tests-0123456789abcdef");
        String admin = admin();

        JsonNode token =
                items(client.get(ALL + "?type=CLIENT_TOKEN_ISSUED", admin)).getFirst();

        assertThat(token.path("clientId").asString()).isEqualTo("reporting");
        assertThat(token.path("region").asString()).isEqualTo("127.0.0.0/24");
        assertThat(types(client.get(ALL + "?type=SIGNING_KEY_ADDED", admin))).isNotEmpty();
    }

    @Test
    void tellOnceAMinuteOfWrongSecrets() {
        clock.advance(Duration.ofMinutes(2));
        String since = clock.instant().toString();
        for (int attempt = 0; attempt < 3; attempt++) {
            askForToken("reporting:wrong");
            askForToken("nobody:wrong");
        }
        clock.advance(Duration.ofMinutes(1));
        askForToken("reporting:wrong");

        assertThat(items(client.get(ALL + "?type=CLIENT_REFUSED&from=" + since, admin())))
                .extracting(event -> event.path("clientId").asString())
                .containsExactly("reporting", "reporting");
    }

    private void askForToken(String credentials) {
        String basic = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        client.send(client.request("/oauth2/token", null)
                .header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("grant_type=client_credentials&scope=analytics:read")));
    }

    @Test
    void areForAdministrators() {
        assertThat(client.get(ALL, client.newSession().accessToken()).problem()).isEqualTo("forbidden");
        assertThat(client.get(ALL, null).problem()).isEqualTo("unauthenticated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"type=NOTHING", "accountId=me", "from=yesterday", "to=x", "limit=101", "limit=x"})
    void nameTheFilterThatIsWrong(String filter) {
        Answer answer = client.get(ALL + "?" + filter, admin());

        assertThat(answer.problem()).isIn("validation", "malformed-request");
        assertThat(answer.blamedField()).isEqualTo(filter.substring(0, filter.indexOf('=')));
    }

    @Test
    void refuseForgedCursors() {
        assertThat(client.get(ALL + "?cursor=abc", admin()).problem()).isEqualTo("invalid-cursor");
    }

    @Test
    void holdNeitherAddressNorNameOfAnybody() {
        client.register(email);
        client.login(email, "wrong");

        assertThat(database.sql("SELECT string_agg(e::text, '') FROM security_event e")
                        .query(String.class)
                        .single())
                .doesNotContain(email, "Ada", "127.0.0.1");
    }

    @Test
    void cannotBeRewritten() {
        client.register(email);

        assertThatThrownBy(() -> database.sql("UPDATE security_event SET account_id = NULL")
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("only grows");
        assertThatThrownBy(() -> database.sql("DELETE FROM security_event").update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("only grows");
    }

    @Test
    void areForgottenWhenTheyAreOld() {
        clock.advance(SecurityEvents.RETENTION.plusDays(100).negated());
        String old = client.register(email).text("id");
        clock.advance(Duration.ofDays(300));
        String younger = client.register(IdentityClient.someEmail()).text("id");
        clock.reset();

        events.forget();

        String admin = admin();
        assertThat(types(client.get(ALL + "?accountId=" + old, admin))).isEmpty();
        assertThat(types(client.get(ALL + "?accountId=" + younger, admin))).hasSize(1);
    }

    private String admin() {
        return client.login("admin@evently.example", "an administrator of tests")
                .accessToken();
    }

    private static List<String> types(Answer page) {
        return items(page).stream().map(event -> event.path("type").asString()).toList();
    }

    private static List<JsonNode> items(Answer page) {
        assertThat(page.status()).isEqualTo(200);
        return StreamSupport.stream(page.json().path("items").spliterator(), false)
                .toList();
    }
}
