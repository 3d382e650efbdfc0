package dev.evently.identity.account;

import jakarta.validation.constraints.Positive;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much of the machine password hashing may take.
 *
 * @param hashers how many passwords are hashed at the same time, 19 MiB each; 0 means one a processor
 * @param queuePerHasher how many more may wait for each of them before further ones are turned away
 */
@ConfigurationProperties("evently.identity.passwords")
@Validated
record PasswordSettings(
        @DefaultValue("0") int hashers,
        @DefaultValue("8") @Positive int queuePerHasher) {

    PasswordSettings {
        hashers = hashers > 0 ? hashers : Runtime.getRuntime().availableProcessors();
    }
}
