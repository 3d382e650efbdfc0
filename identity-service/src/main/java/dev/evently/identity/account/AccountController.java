package dev.evently.identity.account;

import dev.evently.identity.account.PasswordChange.Changed;
import dev.evently.identity.account.PasswordChange.NewPasswordRefused;
import dev.evently.identity.account.PasswordChange.WrongPassword;
import dev.evently.identity.account.Registration.EmailTaken;
import dev.evently.identity.account.Registration.KeyReused;
import dev.evently.identity.account.Registration.PasswordRefused;
import dev.evently.identity.account.Registration.Registered;
import dev.evently.identity.caller.OwnSession;
import dev.evently.platform.docs.ApiOperation;
import dev.evently.platform.security.Caller;
import dev.evently.platform.security.PublicRoutes;
import dev.evently.platform.web.CommonProblem;
import dev.evently.platform.web.IdempotencyKeyHeader;
import dev.evently.platform.web.ProblemException;
import jakarta.validation.Valid;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class AccountController {

    private static final URI OWN_ACCOUNT = URI.create("/api/v1/users/me");

    private final RegisterAccount registerAccount;
    private final ChangePassword changePassword;
    private final AccountDirectory directory;

    AccountController(RegisterAccount registerAccount, ChangePassword changePassword, AccountDirectory directory) {
        this.registerAccount = registerAccount;
        this.changePassword = changePassword;
        this.directory = directory;
    }

    @PostMapping("/api/v1/auth/register")
    @ApiOperation(
            id = "register",
            summary = "Opens an account",
            success = 201,
            headers = "Location",
            problems = "email-taken")
    ResponseEntity<AccountProfile> register(
            @Valid @RequestBody RegistrationRequest request,
            @RequestHeader(name = IdempotencyKeyHeader.NAME, required = false) @Nullable String key) {
        EmailAddress email = EmailAddress.of(request.email());
        String checked = key == null ? null : IdempotencyKeyHeader.checked(key);
        return switch (registerAccount.signUp(email, request.password(), request.displayName(), checked)) {
            case Registered(AccountProfile account) ->
                ResponseEntity.created(OWN_ACCOUNT).body(account);
            case EmailTaken _ ->
                throw new ProblemException(AccountProblem.EMAIL_TAKEN).field("email", "belongs to another account");
            case KeyReused _ -> throw new ProblemException(CommonProblem.IDEMPOTENCY_KEY_REUSED);
            case PasswordRefused(String objection) ->
                throw new ProblemException(CommonProblem.VALIDATION).field("password", objection);
        };
    }

    @GetMapping("/api/v1/users/me")
    @ApiOperation(id = "readOwnAccount", summary = "Tells who the caller is", problems = "not-found")
    AccountProfile me(Caller caller) {
        return directory.find(caller.requireUserId()).orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND));
    }

    @PostMapping("/api/v1/users/me/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @ApiOperation(id = "changePassword", summary = "Changes the password and ends all other sessions", success = 204)
    void changePassword(OwnSession own, @Valid @RequestBody PasswordChangeRequest request) {
        switch (changePassword.change(own, request.currentPassword(), request.newPassword())) {
            case Changed _ -> {}
            case WrongPassword _ ->
                throw new ProblemException(CommonProblem.VALIDATION)
                        .field("currentPassword", "must be the password of this account");
            case NewPasswordRefused(String objection) ->
                throw new ProblemException(CommonProblem.VALIDATION).field("newPassword", objection);
        }
    }

    @Bean
    static PublicRoutes registrationIsPublic() {
        return new PublicRoutes().post("/api/v1/auth/register");
    }
}
