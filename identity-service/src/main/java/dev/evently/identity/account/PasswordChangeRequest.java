package dev.evently.identity.account;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/** A wish to have another password. */
record PasswordChangeRequest(
        @NotBlank @Size(max = 256) String currentPassword,

        @NotNull @Pattern(regexp = PasswordRules.LENGTH, message = PasswordRules.LENGTH_MESSAGE)
        String newPassword) {

    @Override
    public String toString() {
        return "PasswordChangeRequest[]";
    }
}
