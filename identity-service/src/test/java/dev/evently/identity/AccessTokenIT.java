package dev.evently.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.evently.identity.IdentityClient.Answer;
import dev.evently.testing.IntegrationTest;
import dev.evently.testing.MutableClock;
import dev.evently.testing.TestTokens;
import java.text.ParseException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;

/** Which access tokens are believed. */
@IntegrationTest
class AccessTokenIT {

    private final IdentityClient client;
    private final MutableClock clock;
    private final JwtEncoder encoder;

    AccessTokenIT(@LocalServerPort int port, @Autowired MutableClock clock, @Autowired JwtEncoder encoder) {
        this.client = new IdentityClient(port);
        this.clock = clock;
        this.encoder = encoder;
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @Test
    void refusesTokenWithoutSignature() throws ParseException {
        SignedJWT good = SignedJWT.parse(client.newSession().accessToken());

        assertRefused(new PlainJWT(good.getJWTClaimsSet()).serialize());
        assertRefused(good.getParsedParts()[0] + "." + good.getParsedParts()[1] + ".");
    }

    @Test
    void refusesTokenOfForeignKey() {
        assertRefused(TestTokens.user(UUID.randomUUID(), "ADMIN"));
    }

    @Test
    void refusesTokenThatWasChanged() throws ParseException {
        SignedJWT good = SignedJWT.parse(client.newSession().accessToken());
        String claims = good.getJWTClaimsSet().toString().replace("USER", "ADMIN");
        String changed = Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(UTF_8));

        assertRefused(good.getParsedParts()[0] + "." + changed + "." + good.getParsedParts()[2]);
    }

    @Test
    void refusesTokenSignedWithThePublicKeyAsSecret() throws ParseException, JOSEException {
        SignedJWT good = SignedJWT.parse(client.newSession().accessToken());
        RSAKey published = (RSAKey)
                JWKSet.parse(client.get("/oauth2/jwks", null).response().body())
                        .getKeys()
                        .getFirst();
        SignedJWT forged = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .keyID(published.getKeyID())
                        .build(),
                good.getJWTClaimsSet());
        forged.sign(new MACSigner(published.toRSAPublicKey().getEncoded()));

        assertRefused(forged.serialize());
    }

    @Test
    void refusesTokenForAnotherAudienceOrOfAnotherIssuer() {
        assertRefused(signed(goodClaims().audience(List.of("somebody-else"))));
        assertRefused(signed(goodClaims().issuer("https://elsewhere.example")));
        assertRefused(signed(goodClaims().claims(claims -> claims.remove("aud"))));
    }

    @Test
    void refusesTokenThatHasExpired() {
        Answer session = client.newSession();
        clock.advance(Duration.ofMinutes(14));
        assertThat(client.me(session.accessToken()).status()).isEqualTo(200);

        clock.advance(Duration.ofMinutes(3));

        assertRefused(session.accessToken());
    }

    @Test
    void renewsSessionThoughExpiredTokenIsSentAlong() {
        Answer session = client.newSession();
        clock.advance(Duration.ofHours(1));

        Answer renewed = client.post(
                "/api/v1/auth/refresh", Map.of("refreshToken", session.refreshToken()), session.accessToken());

        assertThat(renewed.status()).isEqualTo(200);
        assertThat(client.me(renewed.accessToken()).status()).isEqualTo(200);
    }

    @Test
    void answersNotFoundForTokenOfNoAccount() {
        Answer me = client.me(signed(goodClaims().subject(UUID.randomUUID().toString())));

        assertThat(me.status()).isEqualTo(404);
        assertThat(me.problem()).isEqualTo("not-found");
    }

    private void assertRefused(String token) {
        Answer me = client.me(token);
        assertThat(me.status()).isEqualTo(401);
        assertThat(me.problem()).isEqualTo("unauthenticated");
    }

    private JwtClaimsSet.Builder goodClaims() {
        return JwtClaimsSet.builder()
                .issuer(TestTokens.issuer())
                .audience(List.of("evently"))
                .subject(UUID.randomUUID().toString())
                .issuedAt(clock.instant())
                .expiresAt(clock.instant().plusSeconds(60))
                .claim("roles", List.of("USER"));
    }

    private String signed(JwtClaimsSet.Builder claims) {
        return encoder.encode(JwtEncoderParameters.from(
                        JwsHeader.with(SignatureAlgorithm.RS256).build(), claims.build()))
                .getTokenValue();
    }
}
