package dev.evently.gateway.connections;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long a client may take for its part.
 *
 * @param head of a request to arrive, from its first byte on
 * @param reading that a client may take nothing of an answer that waits for it
 */
@ConfigurationProperties("evently.gateway.patience")
@Validated
record PatienceSettings(
        @DefaultValue("8s") @NotNull Duration head,
        @DefaultValue("20s") @NotNull Duration reading) {}
