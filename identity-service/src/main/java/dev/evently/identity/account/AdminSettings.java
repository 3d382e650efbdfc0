package dev.evently.identity.account;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/** The account that administers the suite from its first start on. */
@ConfigurationProperties("evently.identity.admin")
@Validated
record AdminSettings(
        @NotBlank @Pattern(regexp = EmailAddress.PATTERN) String email,
        @NotBlank String password) {

    private static final int SHORTEST_PASSWORD = 12;

    AdminSettings {
        // Checked here, since a report of a violated constraint would print the password.
        if (password != null && !password.isBlank() && password.length() < SHORTEST_PASSWORD) {
            throw new IllegalArgumentException(
                    "evently.identity.admin.password must be at least %d characters long".formatted(SHORTEST_PASSWORD));
        }
    }

    @Override
    public String toString() {
        return "AdminSettings[email=%s]".formatted(email);
    }
}
