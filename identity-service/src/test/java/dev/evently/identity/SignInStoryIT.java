package dev.evently.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.evently.identity.IdentityClient.Answer;
import dev.evently.platform.messaging.Topics;
import dev.evently.testing.IntegrationTest;
import dev.evently.testing.KafkaProbe;
import dev.evently.testing.TestTokens;
import dev.evently.testing.contracts.Contracts;
import io.cloudevents.CloudEvent;
import java.text.ParseException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Somebody opens an account, signs in, stays signed in and signs out. */
@IntegrationTest
class SignInStoryIT {

    private final IdentityClient client;

    SignInStoryIT(@LocalServerPort int port) {
        client = new IdentityClient(port);
    }

    @Test
    void somebodyRegistersSignsInStaysAndLeaves() throws ParseException {
        String email = IdentityClient.someEmail();

        Answer registered = client.register("  " + email.toUpperCase(Locale.ROOT));
        assertThat(registered.status()).isEqualTo(201);
        assertThat(registered.header("Location")).isEqualTo("/api/v1/users/me");
        assertThat(registered.text("email")).isEqualTo(email);
        assertThat(registered.text("displayName")).isEqualTo("Ada Buyer");
        assertThat(registered.json().path("roles").toString()).isEqualTo("[\"USER\"]");
        String id = registered.text("id");

        Answer session = client.login(email, IdentityClient.PASSWORD);
        assertThat(session.status()).isEqualTo(200);
        assertThat(session.text("tokenType")).isEqualTo("Bearer");
        assertThat(session.json().path("expiresIn").asInt()).isEqualTo(900);
        JWTClaimsSet claims = SignedJWT.parse(session.accessToken()).getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo(TestTokens.issuer());
        assertThat(claims.getAudience()).containsExactly("evently");
        assertThat(claims.getSubject()).isEqualTo(id);
        assertThat(claims.getStringListClaim("roles")).isEqualTo(List.of("USER"));
        assertThat(claims.getJWTID()).isNotBlank();
        assertThat(claims.getExpirationTime())
                .isEqualTo(claims.getIssueTime().toInstant().plusSeconds(900));

        Answer me = client.me(session.accessToken());
        assertThat(me.status()).isEqualTo(200);
        assertThat(me.text("id")).isEqualTo(id);
        assertThat(me.text("email")).isEqualTo(email);
        assertThat(me.json().path("mfaEnabled").isBoolean()).isTrue();

        Answer renewed = client.refresh(session.refreshToken());
        assertThat(renewed.status()).isEqualTo(200);
        assertThat(renewed.refreshToken()).isNotEqualTo(session.refreshToken());
        assertThat(SignedJWT.parse(renewed.accessToken()).getJWTClaimsSet().getClaim("sid"))
                .isEqualTo(claims.getClaim("sid"));
        assertThat(client.me(renewed.accessToken()).status()).isEqualTo(200);

        assertThat(client.logout(renewed.accessToken(), renewed.refreshToken()).status())
                .isEqualTo(204);
        assertThat(client.logout(renewed.accessToken(), renewed.refreshToken()).status())
                .isEqualTo(204);
        assertThat(client.refresh(renewed.refreshToken()).problem()).isEqualTo("invalid-refresh-token");
    }

    @Test
    void tellsTheWorldOfNewAccount() {
        try (KafkaProbe users = KafkaProbe.on(Topics.USERS)) {
            Answer registered = client.register(IdentityClient.someEmail());

            CloudEvent event = users.awaitType("dev.evently.identity.UserRegistered.v1", registered.text("id"));

            Contracts.assertValid("dev.evently.identity.UserRegistered.v1", event);
            assertThat(KafkaProbe.data(event).path("email").asString()).isEqualTo(registered.text("email"));
            assertThat(KafkaProbe.data(event).path("displayName").asString()).isEqualTo("Ada Buyer");
        }
    }

    @Test
    void configuredAdministratorSignsIn() {
        Answer session = client.login("admin@evently.example", "an administrator of tests");

        assertThat(client.me(session.accessToken()).json().path("roles").toString())
                .isEqualTo("[\"USER\",\"ADMIN\"]");
    }
}
