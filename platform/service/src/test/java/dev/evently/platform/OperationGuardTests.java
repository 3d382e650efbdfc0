package dev.evently.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.evently.testing.TestTokens;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpHeaders;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

/** A service that asks much of those who act for organizers. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"evently.organizers.need-second-factor=true", "evently.organizers.need-verified-email=true"})
class OperationGuardTests {

    @LocalServerPort
    private int port;

    @DynamicPropertySource
    static void issuer(DynamicPropertyRegistry properties) {
        properties.add("evently.issuer", TestTokens::issuer);
    }

    @ParameterizedTest
    @CsvSource({
        "/figures, analytics:read, 200",
        "/figures, audit:read bookings:read, 403",
        "/figures, , 403",
        "/me, analytics:read, 403",
        "/stage, analytics:read, 403",
        "/numbers, , 200"
    })
    void letsMachinesDoWhatTheyWereGranted(String path, @Nullable String scopes, int status) {
        String token = TestTokens.service("reporting", scopes == null ? "" : scopes);

        get(path, token).expectStatus().isEqualTo(status);
    }

    @Test
    void tellsAMachineWhichScopeItLacks() {
        get("/figures", TestTokens.service("reporting", "audit:read"))
                .expectHeader()
                .valueEquals(
                        HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"insufficient_scope\", scope=\"analytics:read\"");
    }

    @Test
    void asksNoScopeOfPeople() {
        get("/figures", TestTokens.user(UUID.randomUUID())).expectStatus().isOk();
    }

    @ParameterizedTest
    @CsvSource({
        "pwd, false, USER, email-unverified",
        "pwd, true, USER, second-factor-needed",
        "pwd otp, false, USER, email-unverified",
        "pwd otp, true, USER, ",
        "pwd, false, ADMIN, "
    })
    void asksOrganizersForAStrongSignIn(String methods, boolean verified, String role, @Nullable String problem) {
        String token = signed(claims -> claims.claim("amr", List.of(methods.split(" ")))
                .claim("email_verified", verified)
                .claim("roles", List.of(role)));

        String body = get("/stage", token)
                .expectStatus()
                .isEqualTo(problem == null ? 200 : 403)
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();

        assertThat(body).contains(problem == null ? "userId" : "/problems/" + problem);
        get("/me", token).expectStatus().isOk();
    }

    @Test
    void takesATokenThatTellsNothingForAWeakSignIn() {
        get("/stage", TestTokens.user(UUID.randomUUID())).expectStatus().isForbidden();
    }

    private static String signed(UnaryOperator<JWTClaimsSet.Builder> claims) {
        return TestTokens.sign(
                builder -> claims.apply(builder.subject(UUID.randomUUID().toString())));
    }

    private RestTestClient.ResponseSpec get(String path, String token) {
        return RestTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .build()
                .get()
                .uri(path)
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .exchange();
    }
}
