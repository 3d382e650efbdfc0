package dev.evently.gateway.connections;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the gateway ends.
 *
 * @param pause between saying that it is not ready any more and taking no more requests; long enough for whoever sends
 *     requests here to notice, and shorter than {@code spring.lifecycle.timeout-per-shutdown-phase}
 */
@ConfigurationProperties("evently.drain")
@Validated
record DrainSettings(@DefaultValue("3s") @NotNull Duration pause) {}
