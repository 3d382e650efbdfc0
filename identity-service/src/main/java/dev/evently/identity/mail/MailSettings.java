package dev.evently.identity.mail;

import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long mailed tokens are good, and how many mails may be asked for. None is good for longer than the topic keeps it.
 *
 * @param resetTtl how long a password may be reset with a token
 * @param verificationTtl how long an address may be verified with one
 * @param perAccount how many mails of a kind an account gets in an hour
 * @param perNetwork how many resets may be asked for in an hour from one network
 */
@ConfigurationProperties("evently.identity.mail")
@Validated
record MailSettings(
        @DefaultValue("30m") @DurationMin(minutes = 1) @DurationMax(hours = 24)
        Duration resetTtl,

        @DefaultValue("24h") @DurationMin(minutes = 1) @DurationMax(hours = 24)
        Duration verificationTtl,

        @DefaultValue("3") @Positive int perAccount,
        @DefaultValue("60") @Positive int perNetwork) {

    Duration ttl(MailPurpose purpose) {
        return switch (purpose) {
            case PASSWORD_RESET -> resetTtl;
            case EMAIL_VERIFICATION -> verificationTtl;
        };
    }
}
