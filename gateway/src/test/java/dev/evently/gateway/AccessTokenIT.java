package dev.evently.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.evently.testing.TestTokens;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokenIT extends GatewayTest {

    private static final String PRIVATE = "/api/v1/bookings/1";
    private static final UUID USER = UUID.randomUUID();

    @Test
    void passesAGoodTokenOnToTheService() throws Exception {
        String token = TestTokens.user(USER);

        assertThat(send(request(PRIVATE, token)).statusCode()).isEqualTo(200);
        assertThat(SERVICE.last().headers()).containsEntry("authorization", "Bearer " + token);
    }

    @Test
    void asksForATokenWhereOneIsNeeded() throws Exception {
        HttpResponse<String> answer = send(request(PRIVATE));

        assertProblem(answer, 401, "unauthenticated");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(SERVICE.received()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/events/1/availability", "/.well-known/openid-configuration", "/oauth2/jwks"})
    void passesPublicReadsWithoutAToken(String path) throws Exception {
        assertThat(send(request(path)).statusCode()).isEqualTo(200);
    }

    @Test
    void passesTheSignedPaymentWebhookWithoutAToken() throws Exception {
        HttpRequest.Builder webhook =
                request("/api/v1/webhooks/payments").POST(HttpRequest.BodyPublishers.ofString("{}"));

        assertThat(send(webhook).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesTokensWithoutASignature() throws Exception {
        assertRefused(new PlainJWT(claims().build()).serialize());
    }

    @Test
    void refusesTokensSignedWithThePublicKeyAsAnHmacSecret() throws Exception {
        RSAKey publicKey = issuersKey();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(publicKey.toRSAPublicKey().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        for (byte[] secret :
                List.of(publicKey.toRSAPublicKey().getEncoded(), pem.getBytes(StandardCharsets.US_ASCII))) {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256)
                            .keyID(publicKey.getKeyID())
                            .build(),
                    claims().build());
            token.sign(new MACSigner(secret));
            assertRefused(token.serialize());
        }
    }

    @Test
    void refusesTokensOfAForeignKeyThatBorrowsTheKeyId() throws Exception {
        assertRefused(signedWith(new RSAKeyGenerator(2048).keyID("test").generate(), JWSAlgorithm.RS256));
    }

    @Test
    void refusesTokensThatBringTheirOwnKey() throws Exception {
        RSAKey own = new RSAKeyGenerator(2048).keyID("own").generate();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID("own")
                        .jwk(own.toPublicJWK())
                        .jwkURL(URI.create("http://127.0.0.1:9/jwks"))
                        .build(),
                claims().build());
        token.sign(new RSASSASigner(own));
        assertRefused(token.serialize());
    }

    @Test
    void refusesTamperedTokens() throws Exception {
        String[] parts = TestTokens.user(USER).split("\\.", -1);
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        String promoted = claims.replace("\"USER\"", "\"ADMIN\"");
        assertThat(promoted).isNotEqualTo(claims);
        parts[1] = Base64.getUrlEncoder().withoutPadding().encodeToString(promoted.getBytes(StandardCharsets.UTF_8));
        assertRefused(String.join(".", parts));
    }

    @Test
    void refusesExpiredTokens() throws Exception {
        assertRefused(expired());
    }

    @Test
    void refusesTokensOfAnotherIssuer() throws Exception {
        assertRefused(TestTokens.sign(claims -> claims.subject("x").issuer("https://issuer.example")));
    }

    @Test
    void refusesTokensForAnotherAudience() throws Exception {
        assertRefused(TestTokens.sign(claims -> claims.subject("x").audience("somebody-else")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "a.b.c", "..", "eyJhbGciOiJSUzI1NiJ9..", "%%%", "a b", "e30.e30.e30.e30.e30"})
    void refusesWhatIsNoToken(String token) throws Exception {
        assertRefused(token);
    }

    /** A client refreshes with its expired token in the header, as it sends every request. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/auth/register",
                "/api/v1/auth/login",
                "/api/v1/auth/login/mfa",
                "/api/v1/auth/refresh",
                "/api/v1/auth/password-reset",
                "/api/v1/auth/password-reset/confirm",
                "/api/v1/auth/email-verification/confirm"
            })
    void doesNotReadTheTokenOfAClientThatSignsIn(String path) throws Exception {
        HttpRequest.Builder entry = request(path, expired()).POST(HttpRequest.BodyPublishers.ofString("{}"));

        assertThat(send(entry).statusCode())
                .as("by the issuer, which knows no such path")
                .isEqualTo(404);
    }

    @Test
    void passesNoTokenOnWhereNobodyAsksForOne() throws Exception {
        HttpRequest.Builder webhook =
                request("/api/v1/webhooks/payments", expired()).POST(HttpRequest.BodyPublishers.ofString("{}"));

        assertThat(send(webhook).statusCode()).isEqualTo(200);
        assertThat(SERVICE.last().headers()).doesNotContainKey("authorization");
    }

    @Test
    void leavesOtherCredentialsToTheService() throws Exception {
        HttpRequest.Builder webhook = request("/api/v1/webhooks/payments")
                .header("Authorization", "Basic Y2xpZW50OnNlY3JldA==")
                .POST(HttpRequest.BodyPublishers.ofString("{}"));

        assertThat(send(webhook).statusCode()).isEqualTo(200);
        assertThat(SERVICE.last().headers()).containsEntry("authorization", "Basic Y2xpZW50OnNlY3JldA==");
    }

    @Test
    void refusesAGoodTokenWithinTenSecondsOfTheEndOfItsSession() throws Exception {
        String sid = UUID.randomUUID().toString();
        String token = TestTokens.sign(claims -> claims.subject(USER.toString()).claim("sid", sid));
        assertThat(send(request(PRIVATE, token)).statusCode()).isEqualTo(200);

        TestTokens.endSession(sid);

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertProblem(send(request(PRIVATE, token)), 401, "unauthenticated"));
        SERVICE.received().clear();
        assertRefused(token);
        assertThat(send(request(PRIVATE, TestTokens.user(USER))).statusCode())
                .as("of another session of the same person")
                .isEqualTo(200);
    }

    /** Refused where a token is needed, and also where none would have been. */
    private void assertRefused(String token) throws Exception {
        for (String path : List.of(PRIVATE, "/api/v1/events/1/availability")) {
            HttpResponse<String> answer = send(request(path, token));
            assertProblem(answer, 401, "unauthenticated");
            assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer error=\"invalid_token\"");
        }
        assertThat(SERVICE.received()).isEmpty();
    }

    private static String expired() {
        Instant past = Instant.now().minus(Duration.ofMinutes(5));
        return TestTokens.sign(claims -> claims.subject("x").expirationTime(Date.from(past)));
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(TestTokens.issuer())
                .audience("evently")
                .subject(USER.toString())
                .claim("roles", List.of("ADMIN"))
                .expirationTime(Date.from(Instant.now().plusSeconds(600)));
    }

    private static String signedWith(RSAKey key, JWSAlgorithm algorithm) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build(), claims().build());
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    private static RSAKey issuersKey() throws Exception {
        String keys = send(HttpRequest.newBuilder(URI.create(TestTokens.issuer() + "/oauth2/jwks")))
                .body();
        return JWKSet.parse(keys).getKeys().getFirst().toRSAKey();
    }
}
