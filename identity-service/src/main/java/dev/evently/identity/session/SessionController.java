package dev.evently.identity.session;

import dev.evently.identity.caller.Origin;
import dev.evently.identity.secret.BearerSecret;
import dev.evently.identity.session.Opening.BadCredentials;
import dev.evently.identity.session.Opening.ChallengeOver;
import dev.evently.identity.session.Opening.CodeNeeded;
import dev.evently.identity.session.Opening.EmailUnverified;
import dev.evently.identity.session.Opening.Opened;
import dev.evently.identity.session.Opening.WrongCode;
import dev.evently.identity.session.Renewal.Refused;
import dev.evently.identity.session.Renewal.Renewed;
import dev.evently.identity.session.Renewal.Reused;
import dev.evently.platform.docs.ApiOperation;
import dev.evently.platform.security.Caller;
import dev.evently.platform.web.CommonProblem;
import dev.evently.platform.web.ProblemException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping(SessionRoutes.BASE)
class SessionController {

    private final OpenSession openSession;
    private final RenewSession renewSession;
    private final CloseSession closeSession;

    SessionController(OpenSession openSession, RenewSession renewSession, CloseSession closeSession) {
        this.openSession = openSession;
        this.renewSession = renewSession;
        this.closeSession = closeSession;
    }

    @PostMapping(SessionRoutes.LOGIN)
    @ApiOperation(
            id = "login",
            summary = "Opens a session with e-mail address and password",
            problems = {"bad-credentials", "mfa-required", "email-unverified"})
    SessionTokens login(@Valid @RequestBody LoginRequest request, Origin origin) {
        return tokensOf(openSession.open(request.email(), request.password(), origin, request.proof()));
    }

    @PostMapping(SessionRoutes.ANSWER)
    @ApiOperation(
            id = "answerChallenge",
            summary = "Opens the session that a code was asked for",
            problems = {"invalid-challenge", "invalid-code"})
    SessionTokens answer(@Valid @RequestBody AnswerRequest request, Origin origin) {
        return tokensOf(openSession.answer(new BearerSecret(request.challenge()), request.code(), origin));
    }

    private static SessionTokens tokensOf(Opening opening) {
        return switch (opening) {
            case Opened(SessionTokens tokens) -> tokens;
            case CodeNeeded(String challenge) ->
                throw unauthorized(SessionProblem.MFA_REQUIRED)
                        .with("challenge", challenge)
                        .with("expiresIn", LoginChallenges.LIFE.toSeconds());
            case BadCredentials _ -> throw unauthorized(SessionProblem.BAD_CREDENTIALS);
            case EmailUnverified _ ->
                throw new ProblemException(CommonProblem.EMAIL_UNVERIFIED, "Show the token of the mail first");
            case WrongCode _ -> throw unauthorized(SessionProblem.INVALID_CODE);
            case ChallengeOver _ -> throw unauthorized(SessionProblem.INVALID_CHALLENGE);
        };
    }

    @PostMapping(SessionRoutes.REFRESH)
    @ApiOperation(
            id = "refreshSession",
            summary = "Renews a session with its refresh token, which is used up",
            problems = "invalid-refresh-token")
    SessionTokens refresh(@Valid @RequestBody RefreshTokenRequest request, Origin origin) {
        return switch (renewSession.renew(request.secret(), origin)) {
            case Renewed(SessionTokens tokens) -> tokens;
            case Refused _, Reused _ -> throw unauthorized(SessionProblem.INVALID_REFRESH_TOKEN);
        };
    }

    @PostMapping("/logout")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @ApiOperation(id = "logout", summary = "Closes the session of a refresh token")
    void logout(Caller caller, @Valid @RequestBody RefreshTokenRequest request) {
        closeSession.close(caller.requireUserId(), request.secret());
    }

    private static ProblemException unauthorized(SessionProblem problem) {
        return new ProblemException(problem).header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }

    /**
     * A wish to sign in. The bounds only keep absurd input away; what does not fit an account is answered like a wrong
     * password.
     *
     * @param refreshToken the last one that this device got, if it has one: whoever tries passwords elsewhere does not slow
     *     it down. It is not used up
     */
    record LoginRequest(
            @NotBlank @Size(max = 254) String email,
            @NotBlank @Size(max = 256) String password,
            @Nullable @Size(max = 256) String refreshToken) {

        @Nullable
        BearerSecret proof() {
            return refreshToken == null ? null : new BearerSecret(refreshToken);
        }

        @Override
        public String toString() {
            return "LoginRequest[email=%s]".formatted(email);
        }
    }

    /**
     * The second step of signing in.
     *
     * @param code what the authenticator app shows, or a recovery code
     */
    record AnswerRequest(
            @NotBlank @Size(max = 256) String challenge,
            @NotBlank @Size(max = 40) String code) {

        @Override
        public String toString() {
            return "AnswerRequest[]";
        }
    }

    record RefreshTokenRequest(@NotBlank @Size(max = 256) String refreshToken) {

        BearerSecret secret() {
            return new BearerSecret(refreshToken);
        }

        @Override
        public String toString() {
            return "RefreshTokenRequest[]";
        }
    }
}
