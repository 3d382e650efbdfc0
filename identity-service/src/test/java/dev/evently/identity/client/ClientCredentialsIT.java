package dev.evently.identity.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.evently.identity.IdentityClient;
import dev.evently.identity.IdentityClient.Answer;
import dev.evently.testing.IntegrationTest;
import dev.evently.testing.TestTokens;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.text.ParseException;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Machines of this and other teams get their tokens with nothing but HTTP. */
@IntegrationTest
class ClientCredentialsIT {

    private static final String REPORTING = "reporting:reporting-in-tests-0123456789abcdef";

    private final IdentityClient client;

    ClientCredentialsIT(@LocalServerPort int port) {
        client = new IdentityClient(port);
    }

    @Test
    void givesTokenToMachineThatKnowsItsSecret() throws ParseException {
        Answer answer = token(REPORTING, "grant_type=client_credentials&scope=analytics:read+audit:read");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("token_type")).isEqualTo("Bearer");
        assertThat(answer.json().path("expires_in").asInt()).isBetween(890, 900);
        SignedJWT token = SignedJWT.parse(answer.text("access_token"));
        assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.RS256);
        JWTClaimsSet claims = token.getJWTClaimsSet();
        assertThat(claims.getIssuer()).isEqualTo(TestTokens.issuer());
        assertThat(claims.getAudience()).containsExactly("evently");
        assertThat(claims.getSubject()).isEqualTo("reporting");
        assertThat(claims.getStringListClaim("roles")).isEqualTo(List.of("SERVICE"));
        assertThat(claims.getStringClaim("scope").split(" ")).containsExactlyInAnyOrder("analytics:read", "audit:read");
        assertThat(claims.getJWTID()).isNotBlank();
    }

    @Test
    void takesTheSecretInTheFormAsWell() {
        Answer answer = token(
                null,
                "grant_type=client_credentials&client_id=waitlist-service"
                        + "&client_secret=waitlist-service-in-tests-0123456789&scope=offers:write");

        assertThat(answer.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            reporting:wrong                               | grant_type=client_credentials                    | 401 | invalid_client
            nobody:reporting-in-tests-0123456789abcdef    | grant_type=client_credentials                    | 401 | invalid_client
            -                                             | grant_type=client_credentials                    | 401 | invalid_client
            -                                             | client_id=reporting&grant_type=client_credentials | 401 | invalid_client
            reporting:reporting-in-tests-0123456789abcdef | grant_type=client_credentials&scope=offers:write | 400 | invalid_scope
            reporting:reporting-in-tests-0123456789abcdef | grant_type=password&username=a&password=b        | 400 | unsupported_grant_type
            reporting:reporting-in-tests-0123456789abcdef | grant_type=refresh_token&refresh_token=x         | 400 | invalid_grant
            reporting:reporting-in-tests-0123456789abcdef | scope=analytics:read                                 | 400 | invalid_request
            """)
    void refusesAsOAuthSays(@Nullable String credentials, String form, int status, String error) {
        Answer answer = token(credentials, form);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text("error")).isEqualTo(error);
    }

    @Test
    void machineIsNoPerson() {
        String token = token(REPORTING, "grant_type=client_credentials").text("access_token");

        Answer me = client.me(token);

        assertThat(me.status()).isEqualTo(403);
        assertThat(me.problem()).isEqualTo("forbidden");
    }

    @Test
    void survivesAbsurdForms() {
        assertThat(token(REPORTING, "grant_type=client_credentials&scope=" + "a".repeat(900_000))
                        .status())
                .isEqualTo(400);
        assertThat(token(REPORTING, "grant_type=client_credentials&scope=%00").status())
                .isEqualTo(400);
        assertThat(token("not-even:base%64", "grant_type=client_credentials").status())
                .isEqualTo(401);
        assertThat(client.send(form("grant_type=client_credentials").header("Authorization", "Basic %%%"))
                        .status())
                .isBetween(400, 401);
    }

    private Answer token(@Nullable String credentials, String form) {
        HttpRequest.Builder request = form(form);
        return client.send(
                credentials == null
                        ? request
                        : request.header(
                                "Authorization",
                                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8))));
    }

    private HttpRequest.Builder form(String form) {
        return client.request("/oauth2/token", null)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
    }
}
