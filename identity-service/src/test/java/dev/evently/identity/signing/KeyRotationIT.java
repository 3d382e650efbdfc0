package dev.evently.identity.signing;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.evently.identity.IdentityClient;
import dev.evently.identity.IdentityClient.Answer;
import dev.evently.identity.Simultaneously;
import dev.evently.testing.IntegrationTest;
import dev.evently.testing.MutableClock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

@IntegrationTest
class KeyRotationIT {

    private final int port;
    private final IdentityClient client;
    private final MutableClock clock;
    private final KeyRing ring;
    private final RotateSigningKeys rotation;
    private final JdbcClient database;
    private final MeterRegistry metrics;

    KeyRotationIT(
            @LocalServerPort int port,
            @Autowired MutableClock clock,
            @Autowired KeyRing ring,
            @Autowired RotateSigningKeys rotation,
            @Autowired JdbcClient database,
            @Autowired MeterRegistry metrics) {
        this.port = port;
        this.client = new IdentityClient(port);
        this.clock = clock;
        this.ring = ring;
        this.rotation = rotation;
        this.database = database;
        this.metrics = metrics;
    }

    @AfterEach
    void startAgain() {
        clock.reset();
        database.sql("DELETE FROM signing_key").update();
        ring.refresh();
    }

    @Test
    void noTokenFailsWhileKeysChange() throws ParseException {
        NimbusJwtDecoder otherService = otherService();
        String admin = client.login("admin@evently.example", "an administrator of tests")
                .accessToken();
        String old = client.newSession().accessToken();
        String oldKid = kidOf(old);
        otherService.decode(old);

        Answer rotated = client.post("/api/v1/auth/signing-keys/rotate", List.of(), admin);
        assertThat(rotated.status()).isEqualTo(202);
        String newKid = rotated.text("kid");
        assertThat(published()).containsExactly(oldKid, newKid);
        assertThat(kidOf(client.newSession().accessToken())).isEqualTo(oldKid);
        assertThat(client.post("/api/v1/auth/signing-keys/rotate", List.of(), admin)
                        .text("kid"))
                .isEqualTo(newKid);

        clock.advance(Duration.ofMinutes(10));
        String fresh = client.newSession().accessToken();
        assertThat(kidOf(fresh)).isEqualTo(newKid);
        for (String token : List.of(old, fresh)) {
            assertThat(client.me(token).status()).isEqualTo(200);
            otherService.decode(token);
        }

        clock.advance(Duration.ofMinutes(16));
        assertThat(published()).containsExactly(newKid);
        ring.refresh();
        assertThat(database.sql("SELECT kid FROM signing_key")
                        .query(String.class)
                        .list())
                .containsExactly(newKid);
    }

    @Test
    void onlyAdministratorsRotate() {
        Answer answer = client.post(
                "/api/v1/auth/signing-keys/rotate",
                List.of(),
                client.newSession().accessToken());

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.problem()).isEqualTo("forbidden");
    }

    @Test
    void rotatesByItselfWhenKeyIsOld() throws ParseException {
        String oldKid = published().getFirst();
        clock.advance(Duration.ofDays(30));

        ring.refresh();

        assertThat(published()).hasSize(2).startsWith(oldKid);
        assertThat(kidOf(client.newSession().accessToken())).isEqualTo(oldKid);
    }

    @Test
    void showsHowLongAKeyIsOverdue() {
        Gauge due = metrics.get("evently.signing.key.due").gauge();
        assertThat(due.value()).isBetween(days(29.9), days(30.1));
        clock.advance(Duration.ofDays(32));
        assertThat(due.value()).isBetween(days(-2.1), days(-1.9));

        ring.refresh();

        assertThat(due.value()).isBetween(days(29.9), days(30.1));
    }

    private static double days(double number) {
        return number * Duration.ofDays(1).toSeconds();
    }

    @Test
    void oneOfManyMakesTheFirstKey() throws InterruptedException, ExecutionException {
        database.sql("DELETE FROM signing_key").update();

        List<KeySchedule> seen = Simultaneously.run(4, rotation::keepUp);

        assertThat(seen)
                .extracting(schedule -> schedule.newest().jwk().getKeyID())
                .containsOnly(seen.getFirst().newest().jwk().getKeyID());
        assertThat(database.sql("SELECT count(*) FROM signing_key")
                        .query(Integer.class)
                        .single())
                .isOne();
    }

    @Test
    void oneOfManyMakesTheNextKey() throws InterruptedException, ExecutionException {
        Simultaneously.run(4, () -> rotation.rotate(null));

        assertThat(database.sql("SELECT count(*) FROM signing_key")
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void publishesNoPrivatePart() throws ParseException {
        for (JWK key : jwks().getKeys()) {
            assertThat(key.isPrivate()).isFalse();
            assertThat(key.getAlgorithm().getName()).isEqualTo("RS256");
            assertThat(key.getKeyUse().identifier()).isEqualTo("sig");
        }
        assertThat(client.get("/oauth2/jwks", null).response().body()).doesNotContain("\"d\"", "\"p\"", "\"q\"");
    }

    @Test
    void storesKeysSealed() {
        String sealed = database.sql("SELECT encode(sealed_jwk, 'escape') FROM signing_key LIMIT 1")
                .query(String.class)
                .single();

        assertThat(sealed).doesNotContain("RSA", "\"d\"");
    }

    /** A resource server as the other services are: it fetches keys, keeps them, and knows no more than they say. */
    private NimbusJwtDecoder otherService() {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri("http://127.0.0.1:%d/oauth2/jwks".formatted(port))
                .build();
        decoder.setJwtValidator(token -> OAuth2TokenValidatorResult.success());
        return decoder;
    }

    private JWKSet jwks() throws ParseException {
        return JWKSet.parse(client.get("/oauth2/jwks", null).response().body());
    }

    private List<String> published() throws ParseException {
        return jwks().getKeys().stream().map(JWK::getKeyID).toList();
    }

    private static String kidOf(String token) throws ParseException {
        return SignedJWT.parse(token).getHeader().getKeyID();
    }
}
