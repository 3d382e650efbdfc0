package dev.evently.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.evently.client.AccountApi;
import dev.evently.client.ApiClient;
import dev.evently.client.ApiException;
import dev.evently.client.SessionApi;
import dev.evently.client.model.LoginRequest;
import dev.evently.client.model.Problem;
import dev.evently.client.model.RegistrationRequest;
import dev.evently.client.model.SessionTokens;
import java.util.Locale;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who uses the API through the generated client.
 *
 * @param client sends this person's token
 * @param tokens of the session; null for nobody in particular
 */
record Visitor(ApiClient client, @Nullable SessionTokens tokens) {

    static final String PASSWORD = "Correct-horse-battery-7";

    static Visitor nobody() {
        return new Visitor(client(null), null);
    }

    /** Somebody who has just registered and logged in. */
    static Visitor newcomer(String name) throws ApiException {
        String email = name.toLowerCase(Locale.ROOT).replace(' ', '-') + '-' + UUID.randomUUID() + "@evently.example";
        Visitor nobody = nobody();
        new AccountApi(nobody.client)
                .register(
                        new RegistrationRequest()
                                .email(email)
                                .password(PASSWORD)
                                .displayName(name),
                        UUID.randomUUID().toString());
        return nobody.login(email, PASSWORD);
    }

    Visitor login(String email, String password) throws ApiException {
        return with(new SessionApi(client).login(new LoginRequest().email(email).password(password)));
    }

    Visitor with(SessionTokens renewed) {
        return new Visitor(client(renewed), renewed);
    }

    /** The problem that the API refuses this with. */
    Problem refused(int status, String slug, ThrowingCallable call) throws Exception {
        ApiException refusal = catchThrowableOfType(ApiException.class, call);
        assertThat(refusal).as("a refusal").isNotNull();
        assertThat(refusal.getCode()).as(refusal.getMessage()).isEqualTo(status);
        Problem problem = client.getObjectMapper().readValue(refusal.getResponseBody(), Problem.class);
        assertThat(problem.getType()).isEqualTo("/problems/" + slug);
        assertThat(problem.getStatus()).isEqualTo(status);
        return problem;
    }

    private static ApiClient client(@Nullable SessionTokens tokens) {
        ApiClient client = new ApiClient();
        client.updateBaseUri(RunningSuite.shared().gatewayUrl());
        if (tokens != null) {
            client.setRequestInterceptor(
                    request -> request.header("Authorization", "Bearer " + tokens.getAccessToken()));
        }
        return client;
    }
}
