package dev.evently.gateway.health;

import jakarta.validation.constraints.NotEmpty;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * What the suite consists of.
 *
 * @param services the names that must be registered and well
 */
@ConfigurationProperties("evently.gateway.health")
@Validated
record HealthSettings(@NotEmpty List<String> services) {

    HealthSettings {
        services = List.copyOf(services);
    }
}
