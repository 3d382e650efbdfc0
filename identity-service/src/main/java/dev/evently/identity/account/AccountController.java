package dev.evently.identity.account;

import dev.evently.identity.account.Registration.EmailTaken;
import dev.evently.identity.account.Registration.Registered;
import dev.evently.platform.security.Caller;
import dev.evently.platform.security.PublicRoutes;
import dev.evently.platform.web.CommonProblem;
import dev.evently.platform.web.ProblemException;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class AccountController {

    private static final URI OWN_ACCOUNT = URI.create("/api/v1/users/me");

    private final RegisterAccount registerAccount;
    private final AccountDirectory directory;

    AccountController(RegisterAccount registerAccount, AccountDirectory directory) {
        this.registerAccount = registerAccount;
        this.directory = directory;
    }

    @PostMapping("/api/v1/auth/register")
    ResponseEntity<AccountProfile> register(@Valid @RequestBody RegistrationRequest request) {
        EmailAddress email = EmailAddress.of(request.email());
        return switch (registerAccount.register(email, request.password(), request.displayName(), Set.of(Role.USER))) {
            case Registered(AccountProfile account) ->
                ResponseEntity.created(OWN_ACCOUNT).body(account);
            case EmailTaken _ ->
                throw new ProblemException(AccountProblem.EMAIL_TAKEN).field("email", "belongs to another account");
        };
    }

    @GetMapping("/api/v1/users/me")
    AccountProfile me(Caller caller) {
        return directory.find(caller.requireUserId()).orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND));
    }

    @Bean
    static PublicRoutes registrationIsPublic() {
        return new PublicRoutes().post("/api/v1/auth/register");
    }
}
