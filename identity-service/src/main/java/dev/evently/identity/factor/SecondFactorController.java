package dev.evently.identity.factor;

import dev.evently.identity.caller.OwnSession;
import dev.evently.identity.factor.ManageSecondFactor.Enrolment.Begun;
import dev.evently.identity.factor.ManageSecondFactor.Enrolment.HasOne;
import dev.evently.identity.factor.ManageSecondFactor.Enrolment.WrongPassword;
import dev.evently.platform.docs.ApiOperation;
import dev.evently.platform.web.CommonProblem;
import dev.evently.platform.web.ProblemException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/users/me/mfa")
class SecondFactorController {

    private final ManageSecondFactor manageSecondFactor;

    SecondFactorController(ManageSecondFactor manageSecondFactor) {
        this.manageSecondFactor = manageSecondFactor;
    }

    record EnrolmentRequest(@NotBlank @Size(max = 256) String currentPassword) {
        @Override
        public String toString() {
            return "EnrolmentRequest[]";
        }
    }

    record CodeRequest(@NotBlank @Size(max = 40) String code) {
        @Override
        public String toString() {
            return "CodeRequest[]";
        }
    }

    record EnrolmentResponse(String secret, String otpauthUri) {}

    record RecoveryCodes(List<String> recoveryCodes) {}

    @PostMapping
    @ApiOperation(
            id = "enrolSecondFactor",
            summary = "Begins with an authenticator app; it counts once a code of it was shown",
            success = 200,
            problems = "mfa-enabled")
    EnrolmentResponse begin(OwnSession own, @Valid @RequestBody EnrolmentRequest request) {
        return switch (manageSecondFactor.begin(own, request.currentPassword())) {
            case Begun(String secret, String uri) -> new EnrolmentResponse(secret, uri);
            case WrongPassword _ ->
                throw new ProblemException(CommonProblem.VALIDATION)
                        .field("currentPassword", "must be the password of this account");
            case HasOne _ -> throw new ProblemException(FactorProblem.MFA_ENABLED);
        };
    }

    @PostMapping("/confirm")
    @ApiOperation(
            id = "confirmSecondFactor",
            summary = "Makes the second factor count and hands out recovery codes",
            success = 200)
    RecoveryCodes confirm(OwnSession own, @Valid @RequestBody CodeRequest request) {
        return manageSecondFactor
                .confirm(own, request.code())
                .map(RecoveryCodes::new)
                .orElseThrow(SecondFactorController::wrongCode);
    }

    @PostMapping("/recovery-codes")
    @ApiOperation(
            id = "replaceRecoveryCodes",
            summary =
                    "Hands out other recovery codes, with a code of the second factor; the former ones are good no longer",
            success = 200)
    RecoveryCodes replaceRecoveryCodes(OwnSession own, @Valid @RequestBody CodeRequest request) {
        return manageSecondFactor
                .replaceRecoveryCodes(own, request.code())
                .map(RecoveryCodes::new)
                .orElseThrow(SecondFactorController::wrongCode);
    }

    @PostMapping("/disable")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @ApiOperation(id = "disableSecondFactor", summary = "Ends the second factor, with one of its codes", success = 204)
    void disable(OwnSession own, @Valid @RequestBody CodeRequest request) {
        if (!manageSecondFactor.disable(own, request.code())) {
            throw wrongCode();
        }
    }

    private static ProblemException wrongCode() {
        return new ProblemException(CommonProblem.VALIDATION)
                .field("code", "must be a code that the authenticator app shows now and that was not used before");
    }
}
