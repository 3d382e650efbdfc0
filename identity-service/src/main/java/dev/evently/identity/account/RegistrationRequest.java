package dev.evently.identity.account;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * A wish to open an account.
 *
 * @param password see {@link PasswordRules}
 * @param displayName one line of text
 */
record RegistrationRequest(
        @NotNull
        @Size(max = EmailAddress.MAX_LENGTH)
        @Pattern(regexp = EmailAddress.PATTERN, message = "must be an e-mail address such as ada@example.org")
        String email,

        @NotNull @Pattern(regexp = PasswordRules.LENGTH, message = PasswordRules.LENGTH_MESSAGE)
        String password,

        @NotNull
        @Size(max = 200)
        @Pattern(regexp = "(?U)\\P{Cntrl}*[\\P{Cntrl}&&\\S]\\P{Cntrl}*", message = "must be one line and not blank")
        String displayName) {

    @Override
    public String toString() {
        return "RegistrationRequest[email=%s, displayName=%s]".formatted(email, displayName);
    }
}
