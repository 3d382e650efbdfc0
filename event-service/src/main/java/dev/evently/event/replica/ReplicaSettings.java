package dev.evently.event.replica;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The streaming replicas of the service's database.
 *
 * @param replicas their addresses
 * @param reading how they are used
 */
@ConfigurationProperties("evently")
@Validated
record ReplicaSettings(
        List<@Valid Database> replicas, @DefaultValue @Valid Use reading) {

    /** One replica's database. */
    record Database(
            @NotBlank String url,
            @NotBlank String username,
            @NotBlank String password) {}

    /**
     * How replicas are used.
     *
     * @param maxLag one that is further behind is left out
     * @param probeInterval how often each is looked at
     * @param connections how many connections this instance has to each at most
     */
    record Use(
            @DefaultValue("3s") Duration maxLag,
            @DefaultValue("1s") Duration probeInterval,
            @DefaultValue("10") @Min(1) @Max(100) int connections) {}
}
