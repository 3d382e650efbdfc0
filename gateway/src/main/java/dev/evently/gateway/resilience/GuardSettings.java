package dev.evently.gateway.resilience;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What the gateway lets a service cost it.
 *
 * @param guard for routes that have none of their own
 * @param guards by the ids of routes
 */
@ConfigurationProperties("evently")
@Validated
record GuardSettings(
        @DefaultValue @NotNull @Valid Guard guard,
        @DefaultValue Map<String, @Valid Guard> guards) {

    /**
     * What one service may cost.
     *
     * @param atOnce requests that may be on their way to it; WebSockets are not counted
     * @param bodies what the bodies of its requests may hold at once, but for the first 4 KB of each
     * @param failures of the last {@code calls} requests, in percent, that open the circuit: it was not reached, broke off
     *     or did not answer in time
     * @param calls that are looked at; the circuit does not open before so many
     * @param pause until an open circuit lets requests try
     */
    record Guard(
            @DefaultValue("2000") @Min(1) int atOnce,
            @DefaultValue("32MB") @NotNull DataSize bodies,
            @DefaultValue("50") @Min(1) @Max(100) int failures,
            @DefaultValue("40") @Min(1) int calls,
            @DefaultValue("2s") @NotNull Duration pause) {}

    Guard of(String route) {
        return guards.getOrDefault(route, guard);
    }
}
