package dev.evently.identity.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.identity.IdentityClient;
import dev.evently.testing.IntegrationTest;
import dev.evently.testing.TestTokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@IntegrationTest
class ServerMetadataIT {

    private final IdentityClient client;
    private final int port;

    ServerMetadataIT(@LocalServerPort int port) {
        this.port = port;
        client = new IdentityClient(port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/oauth2/jwks", "/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"})
    void answersHeadAsGetWithoutABody(String path) throws Exception {
        HttpResponse<String> get = ask("GET", path);
        HttpResponse<String> head = ask("HEAD", path);

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("Content-Type"))
                .isEqualTo(get.headers().firstValue("Content-Type"));
        assertThat(head.headers().firstValue("Content-Length"))
                .isEqualTo(get.headers().firstValue("Content-Length"));
    }

    private HttpResponse<String> ask(String method, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"})
    void saysWhatThisServerDoesAndNoMore(String path) {
        JsonNode document = client.get(path, null).json();

        assertThat(document.path("issuer").asString()).isEqualTo(TestTokens.issuer());
        assertThat(document.path("jwks_uri").asString()).isEqualTo(TestTokens.issuer() + "/oauth2/jwks");
        assertThat(document.path("token_endpoint").asString()).isEqualTo(TestTokens.issuer() + "/oauth2/token");
        assertThat(document.path("grant_types_supported").toString()).isEqualTo("[\"client_credentials\"]");
        assertThat(document.path("token_endpoint_auth_methods_supported").toString())
                .isEqualTo("[\"client_secret_basic\",\"client_secret_post\"]");
        assertThat(document.path("scopes_supported").toString())
                .isEqualTo("[\"analytics:read\",\"audit:read\",\"offers:write\"]");
        assertThat(Set.copyOf(document.propertyNames()))
                .doesNotContain(
                        "device_authorization_endpoint",
                        "end_session_endpoint",
                        "introspection_endpoint",
                        "pushed_authorization_request_endpoint",
                        "registration_endpoint",
                        "revocation_endpoint",
                        "userinfo_endpoint");
    }

    @Test
    void carriesWhatOpenIdConnectRequires() {
        JsonNode document =
                client.get("/.well-known/openid-configuration", null).json();

        assertThat(Set.copyOf(document.propertyNames()))
                .contains(
                        "authorization_endpoint",
                        "response_types_supported",
                        "subject_types_supported",
                        "id_token_signing_alg_values_supported");
        assertThat(document.path("id_token_signing_alg_values_supported").toString())
                .isEqualTo("[\"RS256\"]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/oauth2/introspect",
                "/oauth2/revoke",
                "/oauth2/device_authorization",
                "/oauth2/par",
                "/userinfo",
                "/connect/register"
            })
    void offersNothingElseOfTheFramework(String path) {
        assertThat(client.post(path, Set.of(), null).problem()).isEqualTo("unauthenticated");
        assertThat(client.post(path, Set.of(), client.newSession().accessToken())
                        .problem())
                .isEqualTo("not-found");
    }
}
