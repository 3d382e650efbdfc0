package dev.evently.notification.mail;

import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * The pages of a front end that mails lead to. It gets the token behind a {@code #}. Without a page a mail shows the token
 * alone, to be pasted into an app.
 *
 * @param passwordReset where another password is chosen
 * @param emailVerification where an address is verified
 */
@ConfigurationProperties("evently.mail.pages")
@Validated
record PageSettings(
        @Nullable @Pattern(regexp = PageSettings.ADDRESS) String passwordReset,
        @Nullable @Pattern(regexp = PageSettings.ADDRESS) String emailVerification) {

    static final String ADDRESS = "https?://[^\\s#<>\"]+";

    @Nullable
    String of(TokenKind kind) {
        return switch (kind) {
            case PASSWORD_RESET -> passwordReset;
            case EMAIL_VERIFICATION -> emailVerification;
        };
    }
}
