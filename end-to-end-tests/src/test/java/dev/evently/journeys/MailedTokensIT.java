package dev.evently.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An address is verified and a password is chosen anew with what comes by mail, and with nothing else. */
class MailedTokensIT {

    private static final String FORGOTTEN = "Correct-horse-battery-7";
    private static final String CHOSEN = "four slow yellow tramways";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern TOKEN = Pattern.compile("(?m)^ {4}(\\S+)\\s*$");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final RunningSuite suite = RunningSuite.shared();
    private final Api nobody = Api.ofNobody();
    private final String email = "reader-" + UUID.randomUUID() + "@evently.example";

    @Test
    void whoReadsTheMailsVerifiesTheAddressAndChoosesAnotherPassword() {
        nobody.post("/auth/register", Map.of("email", email, "password", FORGOTTEN, "displayName", "A reader"))
                .expect(201);
        Reply session = login(FORGOTTEN).expect(200);
        Api reader = nobody.as(session.text("accessToken"));
        assertThat(isVerified(reader)).isFalse();

        String verification = mailed("Is this your address?");
        verify(verification).expect(204);
        assertThat(isVerified(reader)).isTrue();
        verify(verification).expectProblem(410, "token-over");

        nobody.post("/auth/password-reset", Map.of("email", email)).expect(202);
        String reset = mailed("Choose another password");
        reset(verification).expectProblem(410, "token-over");
        reset(reset).expect(204);
        reset(reset).expectProblem(410, "token-over");

        login(FORGOTTEN).expectProblem(401, "bad-credentials");
        nobody.post("/auth/refresh", Map.of("refreshToken", session.text("refreshToken")))
                .expect(401);
        await("the end of the access token")
                .atMost(PATIENCE)
                .until(() -> reader.get("/users/me").status() == 401);
        Reply anew = login(CHOSEN).expect(200);
        assertThat(isVerified(nobody.as(anew.text("accessToken")))).isTrue();
    }

    @Test
    void nobodyLearnsFromAResetWhoHasAnAccount() {
        Reply unknown =
                nobody.post("/auth/password-reset", Map.of("email", email)).expect(202);
        nobody.post("/auth/register", Map.of("email", email, "password", FORGOTTEN, "displayName", "A reader"))
                .expect(201);

        assertThat(nobody.post("/auth/password-reset", Map.of("email", email)))
                .extracting(Reply::status, Reply::body)
                .containsExactly(unknown.status(), unknown.body());
    }

    private Reply login(String password) {
        return nobody.post("/auth/login", Map.of("email", email, "password", password));
    }

    private Reply verify(String token) {
        return nobody.post("/auth/email-verification/confirm", Map.of("token", token));
    }

    private Reply reset(String token) {
        return nobody.post("/auth/password-reset/confirm", Map.of("token", token, "newPassword", CHOSEN));
    }

    private static boolean isVerified(Api caller) {
        return caller.get("/users/me").expect(200).json().path("emailVerified").asBoolean();
    }

    /** The token of the newest mail with this subject, once it has come. */
    private String mailed(String subject) {
        return Objects.requireNonNull(
                await("the mail «" + subject + "»").atMost(PATIENCE).until(() -> tokenOf(subject), Objects::nonNull));
    }

    private @Nullable String tokenOf(String subject) {
        return mails().path("items")
                .valueStream()
                .filter(mail -> mail.path("subject").asString().equals(subject))
                .findFirst()
                .map(mail -> TOKEN.matcher(mail.path("text").asString()))
                .map(found -> found.find() ? found.group(1) : null)
                .orElse(null);
    }

    private JsonNode mails() {
        String recipient = URLEncoder.encode(email, StandardCharsets.UTF_8);
        URI address = URI.create("http://127.0.0.1:" + suite.port(8126) + "/messages?to=" + recipient);
        try {
            HttpRequest request = HttpRequest.newBuilder(address)
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return JsonMapper.shared()
                    .readTree(HTTP.send(request, HttpResponse.BodyHandlers.ofString())
                            .body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
