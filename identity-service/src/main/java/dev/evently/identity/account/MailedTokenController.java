package dev.evently.identity.account;

import dev.evently.identity.account.PasswordReset.NewPasswordRefused;
import dev.evently.identity.account.PasswordReset.Reset;
import dev.evently.identity.account.PasswordReset.TokenOver;
import dev.evently.identity.caller.Origin;
import dev.evently.identity.caller.OwnSession;
import dev.evently.identity.mail.MailPurpose;
import dev.evently.identity.mail.MailedTokens;
import dev.evently.platform.docs.ApiOperation;
import dev.evently.platform.security.PublicRoutes;
import dev.evently.platform.web.CommonProblem;
import dev.evently.platform.web.ProblemException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What begins with a request for a mail and ends with the token in it. */
@RestController
@RequestMapping(MailedTokenController.BASE)
class MailedTokenController {

    static final String BASE = "/api/v1/auth";

    private static final String RESET = "/password-reset";
    private static final String RESET_CONFIRM = RESET + "/confirm";
    private static final String VERIFICATION = "/email-verification";
    private static final String VERIFICATION_CONFIRM = VERIFICATION + "/confirm";

    private final RequestPasswordReset requestPasswordReset;
    private final ResetPassword resetPassword;
    private final VerifyEmail verifyEmail;
    private final MailedTokens tokens;

    MailedTokenController(
            RequestPasswordReset requestPasswordReset,
            ResetPassword resetPassword,
            VerifyEmail verifyEmail,
            MailedTokens tokens) {
        this.requestPasswordReset = requestPasswordReset;
        this.resetPassword = resetPassword;
        this.verifyEmail = verifyEmail;
        this.tokens = tokens;
    }

    record PasswordResetRequest(
            @NotNull
            @Size(max = EmailAddress.MAX_LENGTH)
            @Pattern(regexp = EmailAddress.PATTERN, message = "must be an e-mail address such as ada@example.org")
            String email) {

        @Override
        public String toString() {
            return "PasswordResetRequest[]";
        }
    }

    record PasswordResetConfirmation(
            @NotBlank @Size(max = 256) String token,

            @NotNull @Pattern(regexp = PasswordRules.LENGTH, message = PasswordRules.LENGTH_MESSAGE)
            String newPassword) {

        @Override
        public String toString() {
            return "PasswordResetConfirmation[]";
        }
    }

    record EmailConfirmation(@NotBlank @Size(max = 256) String token) {

        @Override
        public String toString() {
            return "EmailConfirmation[]";
        }
    }

    /**
     * A mail that may be on its way.
     *
     * @param expiresIn the seconds that the token in it is good for
     */
    record MailOnItsWay(long expiresIn) {}

    @PostMapping(RESET)
    @ResponseStatus(HttpStatus.ACCEPTED)
    @ApiOperation(
            id = "requestPasswordReset",
            summary = "Has a token to choose another password mailed, if there is an account with this address",
            success = 202)
    MailOnItsWay requestReset(@Valid @RequestBody PasswordResetRequest request, Origin origin) {
        if (!requestPasswordReset.ask(EmailAddress.of(request.email()), origin)) {
            throw tooMany();
        }
        return onItsWay(MailPurpose.PASSWORD_RESET);
    }

    @PostMapping(RESET_CONFIRM)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @ApiOperation(
            id = "resetPassword",
            summary = "Chooses another password with the token of a mail, and ends all sessions",
            success = 204,
            problems = "token-over")
    void reset(@Valid @RequestBody PasswordResetConfirmation request) {
        switch (resetPassword.reset(request.token(), request.newPassword())) {
            case Reset _ -> {}
            case TokenOver _ -> throw new ProblemException(AccountProblem.TOKEN_OVER);
            case NewPasswordRefused(String objection) ->
                throw new ProblemException(CommonProblem.VALIDATION).field("newPassword", objection);
        }
    }

    @PostMapping(VERIFICATION)
    @ResponseStatus(HttpStatus.ACCEPTED)
    @ApiOperation(
            id = "sendVerification",
            summary = "Has a token that verifies the address of the caller mailed once more",
            success = 202,
            problems = "email-verified")
    MailOnItsWay requestVerification(OwnSession own) {
        switch (verifyEmail.sendAgain(own)) {
            case SENT -> {}
            case VERIFIED -> throw new ProblemException(AccountProblem.EMAIL_VERIFIED);
            case TOO_MANY -> throw tooMany();
        }
        return onItsWay(MailPurpose.EMAIL_VERIFICATION);
    }

    @PostMapping(VERIFICATION_CONFIRM)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @ApiOperation(
            id = "verifyEmail",
            summary = "Verifies the address of an account with the token of a mail",
            success = 204,
            problems = "token-over")
    void verify(@Valid @RequestBody EmailConfirmation request) {
        if (!verifyEmail.confirm(request.token())) {
            throw new ProblemException(AccountProblem.TOKEN_OVER);
        }
    }

    private MailOnItsWay onItsWay(MailPurpose purpose) {
        return new MailOnItsWay(tokens.ttl(purpose).toSeconds());
    }

    private static ProblemException tooMany() {
        return new ProblemException(CommonProblem.TOO_MANY_REQUESTS, "Too many mails were asked for")
                .retryAfter(MailedTokens.WINDOW);
    }

    @Bean
    static PublicRoutes tokensArePublic() {
        return new PublicRoutes().post(BASE + RESET, BASE + RESET_CONFIRM, BASE + VERIFICATION_CONFIRM);
    }
}
