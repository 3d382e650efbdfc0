package dev.evently.identity.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.evently.identity.IdentityClient;
import dev.evently.identity.IdentityClient.Answer;
import dev.evently.testing.IntegrationTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.text.ParseException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@IntegrationTest
class ChangeRolesIT {

    private static final String USERS = "/api/v1/admin/users";

    private final IdentityClient client;
    private final String email = IdentityClient.someEmail();

    ChangeRolesIT(@LocalServerPort int port) {
        client = new IdentityClient(port);
    }

    @Test
    void makesAnAdministratorAndTakesTheRoleAwayAgain() throws ParseException {
        String admin = admin();
        String id = client.register(email).text("id");
        Answer before = client.login(email, IdentityClient.PASSWORD);

        Answer given = change(admin, id, "[\"ADMIN\"]");
        assertThat(given.status()).isEqualTo(200);
        assertThat(given.json().path("roles").toString()).isEqualTo("[\"USER\",\"ADMIN\"]");
        assertThat(client.refresh(before.refreshToken()).status()).isEqualTo(401);
        assertThat(revoked()).contains(sessionOf(before));

        Answer with = client.login(email, IdentityClient.PASSWORD);
        assertThat(client.get(USERS, with.accessToken()).status()).isEqualTo(200);
        assertThat(change(admin, id, "[\"USER\"]").status()).isEqualTo(200);
        assertThat(client.get(USERS, with.accessToken()).status())
                .as("at once, before the gateways know")
                .isEqualTo(401);
        assertThat(revoked()).contains(sessionOf(with));
        Answer after = client.login(email, IdentityClient.PASSWORD);
        assertThat(client.get(USERS, after.accessToken()).status()).isEqualTo(403);
        assertThat(client.get("/api/v1/admin/audit?type=ROLES_CHANGED&accountId=" + id, admin)
                        .json()
                        .path("items"))
                .hasSize(2);
    }

    @Test
    void keepsTheSessionsOfWhoHasTheRolesAlready() {
        String admin = admin();
        String id = client.register(email).text("id");
        Answer session = client.login(email, IdentityClient.PASSWORD);

        assertThat(change(admin, id, "[]").status()).isEqualTo(200);

        assertThat(client.refresh(session.refreshToken()).status()).isEqualTo(200);
    }

    @Test
    void refusesTheLastAdministratorAndWhoIsNone() {
        String admin = admin();
        String own = client.me(admin).text("id");
        String user = client.newSession().accessToken();

        Answer last = change(admin, own, "[\"USER\"]");
        assertThat(last.status()).isEqualTo(409);
        assertThat(last.problem()).isEqualTo("last-administrator");
        assertThat(change(user, own, "[\"USER\"]").status()).isEqualTo(403);
        assertThat(change(admin, "00000000-0000-0000-0000-000000000000", "[\"ADMIN\"]")
                        .status())
                .isEqualTo(404);
        assertThat(change(admin, own, "[\"OWNER\"]").status()).isEqualTo(422);
        assertThat(client.get(USERS, user).status()).isEqualTo(403);
        assertThat(client.get(USERS + "/" + own, user).status()).isEqualTo(403);
    }

    @Test
    void findsAccountsPageByPage() {
        String admin = admin();
        String id = client.register(email).text("id");
        client.register("x" + email);

        Answer first = client.get(USERS + "?limit=1&q=" + email.toUpperCase(Locale.ROOT), admin);
        Answer second = client.get(
                USERS + "?limit=1&q=" + email + "&cursor="
                        + first.json().path("next").asString(),
                admin);

        assertThat(emails(first)).containsExactly(email);
        assertThat(emails(second)).containsExactly("x" + email);
        assertThat(second.json().path("next").isNull()).isTrue();
        assertThat(emails(client.get(USERS + "?role=ADMIN&limit=100", admin)))
                .contains("admin@evently.example")
                .doesNotContain(email);
        assertThat(client.get(USERS + "/" + id, admin).text("email")).isEqualTo(email);
        assertThat(client.get(USERS + "?cursor=wrong", admin).problem()).isEqualTo("invalid-cursor");
        assertThat(client.get(USERS + "?q=%25", admin).json().path("items")).isEmpty();
    }

    private static List<String> emails(Answer page) {
        return page.json()
                .path("items")
                .valueStream()
                .map(account -> account.path("email").asString())
                .toList();
    }

    private List<String> revoked() {
        return client.get("/internal/v1/revoked-sessions", null)
                .json()
                .path("sessions")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    private static String sessionOf(Answer session) throws ParseException {
        return SignedJWT.parse(session.accessToken()).getJWTClaimsSet().getStringClaim("sid");
    }

    private Answer change(String token, String id, String roles) {
        return client.send(client.request(USERS + "/" + id + "/roles", token)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"roles\":" + roles + "}")));
    }

    private String admin() {
        return client.login("admin@evently.example", "an administrator of tests")
                .accessToken();
    }
}
