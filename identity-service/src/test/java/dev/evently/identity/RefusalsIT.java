package dev.evently.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.identity.IdentityClient.Answer;
import dev.evently.testing.IntegrationTest;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What clients get wrong is answered with a problem that names what to mend. */
@IntegrationTest
class RefusalsIT {

    private final int port;
    private final IdentityClient client;

    RefusalsIT(@LocalServerPort int port) {
        this.port = port;
        client = new IdentityClient(port);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"email":"no-address","password":"long enough to pass","displayName":"Ada"}       | 422 | validation        | email
            {"email":"ada@localhost","password":"long enough to pass","displayName":"Ada"}    | 422 | validation        | email
            {"email":"ada@exämple.org","password":"long enough to pass","displayName":"Ada"}  | 422 | validation        | email
            {"password":"long enough to pass","displayName":"Ada"}                            | 422 | validation        | email
            {"email":null,"password":"long enough to pass","displayName":"Ada"}               | 422 | validation        | email
            {"email":["ada@example.org"],"password":"long enough to pass","displayName":"A"}  | 422 | validation        | email
            {"email":42,"password":"long enough to pass","displayName":"Ada"}                 | 422 | validation        | email
            {"email":"ada@example.org","password":"sevench"    ,"displayName":"Ada"}          | 422 | validation        | password
            {"email":"ada@example.org","password":{},"displayName":"Ada"}                     | 422 | validation        | password
            {"email":"ada@example.org","password":"long enough to pass","displayName":"  "}   | 422 | validation        | displayName
            {"email":"ada@example.org","password":"long enough to pass","displayName":"\\u2003"} | 422 | validation     | displayName
            {"email":"ada@example.org","password":"long enough to pass","displayName":"A\\nB"} | 422 | validation       | displayName
            {"email":"ada@example.org","password":"long enough to pass","displayName":"A\\u0000"} | 422 | validation    | displayName
            {"email":"ada@example.org","password":"long enough \\ud800 pass","displayName":"A"} | 422 | validation      | password
            {"email":"ada@example.org"                                                        | 400 | malformed-request | body
            [1,2]                                                                             | 422 | validation        | body
            "text"                                                                            | 422 | validation        | body
            null                                                                              | 400 | malformed-request | body
            """)
    void namesWhatIsWrongWithRegistration(String body, int status, String problem, String field) {
        Answer answer = client.postRaw("/api/v1/auth/register", "application/json", body, null);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.problem()).isEqualTo(problem);
        assertThat(answer.blamedField()).isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /api/v1/auth/login   | {"email":"ada@example.org"}                 | 422 | validation            | password
            /api/v1/auth/login   | {"email":"ada@example.org","password":[]}   | 422 | validation            | password
            /api/v1/auth/login   | {"email":"ada@example.org","password":7}    | 422 | validation            | password
            /api/v1/auth/login   | {"email":"no address","password":"x"}       | 401 | bad-credentials       |
            /api/v1/auth/login   | {"email":"a@b.org","password":"wrong one"}  | 401 | bad-credentials       |
            /api/v1/auth/login   | {                                           | 400 | malformed-request     | body
            /api/v1/auth/refresh | {}                                          | 422 | validation            | refreshToken
            /api/v1/auth/refresh | {"refreshToken":""}                         | 422 | validation            | refreshToken
            /api/v1/auth/refresh | {"refreshToken":"made up"}                  | 401 | invalid-refresh-token |
            /api/v1/auth/logout  | {"refreshToken":"made up"}                  | 401 | unauthenticated       |
            """)
    void namesWhatIsWrongWithSigningIn(String path, String body, int status, String problem, String field) {
        Answer answer = client.postRaw(path, "application/json", body, null);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.problem()).isEqualTo(problem);
        assertThat(answer.blamedField()).isEqualTo(field == null ? "" : field);
    }

    @Test
    void answersUnknownAddressAndWrongPasswordAlike() {
        String email = IdentityClient.someEmail();
        client.register(email);

        Answer wrongPassword = client.login(email, "not the password");
        Answer unknownAddress = client.login(IdentityClient.someEmail(), "not the password");

        assertThat(wrongPassword.status()).isEqualTo(401);
        assertThat(unknownAddress.status()).isEqualTo(401);
        assertThat(unknownAddress.json()).isEqualTo(wrongPassword.json());
    }

    @Test
    void refusesAddressThatIsTaken() {
        String email = IdentityClient.someEmail();
        client.register(email);

        Answer second = client.register(email.toUpperCase(Locale.ROOT));

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.problem()).isEqualTo("email-taken");
        assertThat(second.blamedField()).isEqualTo("email");
    }

    @Test
    void takesPasswordsOfEveryLengthAllowed() {
        for (String password : new String[] {"tr4mway!", "x".repeat(64), "x".repeat(128), "\uD83D\uDE80".repeat(128)}) {
            String email = IdentityClient.someEmail();
            Map<String, String> body = Map.of("email", email, "password", password, "displayName", "Ada");

            assertThat(client.post("/api/v1/auth/register", body, null).status())
                    .isEqualTo(201);
            assertThat(client.login(email, password).status()).isEqualTo(200);
            assertThat(client.login(email, password + "x").status()).isBetween(401, 422);
        }
        assertThat(client.post(
                                "/api/v1/auth/register",
                                Map.of(
                                        "email",
                                        IdentityClient.someEmail(),
                                        "password",
                                        "x".repeat(129),
                                        "displayName",
                                        "Ada"),
                                null)
                        .blamedField())
                .isEqualTo("password");
    }

    @Test
    void refusesHugeBodyBeforeItIsSent() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write("""
                    POST /api/v1/auth/register HTTP/1.1
                    Host: 127.0.0.1
                    Content-Type: application/json
                    Content-Length: %d

                    """.replace("\n", "\r\n").formatted(10 << 20).getBytes(UTF_8));
            socket.setSoTimeout(30_000);

            String statusLine = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine();

            assertThat(statusLine).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void refusesHugeBodyOfUnknownLength() {
        String huge = "{\"email\":\"" + "a".repeat(1_500_000) + "\"}";
        InputStream stream = new ByteArrayInputStream(huge.getBytes(UTF_8));

        Answer answer = client.send(client.request("/api/v1/auth/register", null)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> stream)));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.problem()).isEqualTo("payload-too-large");
    }

    @Test
    void refusesLongFieldsWithinTheBodyLimit() {
        for (String filler : new String[] {"a", " ", "a.", "a@", "\\u2003"}) {
            String field = filler.repeat(900_000 / filler.length());
            String body = "{\"email\":\"%1$s\",\"password\":\"%1$s\",\"displayName\":\"%1$s\"}"
                    .formatted(field.substring(0, 300_000));

            assertThat(client.postRaw("/api/v1/auth/register", "application/json", body, null)
                            .problem())
                    .as("fields full of '%s'", filler)
                    .isEqualTo("validation");
        }
    }

    @Test
    void refusesWhatIsNoJson() {
        Answer form = client.postRaw("/api/v1/auth/login", "application/x-www-form-urlencoded", "a=b", null);
        Answer unknownMethod =
                client.get("/api/v1/auth/login", client.newSession().accessToken());

        assertThat(form.problem()).isEqualTo("unsupported-media-type");
        assertThat(unknownMethod.problem()).isEqualTo("method-not-allowed");
    }

    @Test
    void asksForTokenWhereOneIsNeeded() {
        Answer anonymous = client.get("/api/v1/users/me", null);

        assertThat(anonymous.status()).isEqualTo(401);
        assertThat(anonymous.problem()).isEqualTo("unauthenticated");
        assertThat(anonymous.header("WWW-Authenticate")).startsWith("Bearer");
    }
}
