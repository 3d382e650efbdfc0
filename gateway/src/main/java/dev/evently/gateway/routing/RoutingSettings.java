package dev.evently.gateway.routing;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who stands before the gateway, and how long it waits for who stands behind.
 *
 * @param trustedProxies how many proxies every request passes before it gets here; of {@code X-Forwarded-For} so many
 *     entries are believed, and of the other forwarding headers all when it is not 0
 * @param timeout for routes that have none of their own
 * @param timeouts by the ids of routes
 */
@ConfigurationProperties("evently.gateway")
@Validated
record RoutingSettings(
        @DefaultValue("0") @Min(0) @Max(10) int trustedProxies,
        @DefaultValue @NotNull @Valid Timeout timeout,
        @DefaultValue Map<String, @Valid Timeout> timeouts) {

    /**
     * How long a service is waited for. A WebSocket is waited for only until there is a connection.
     *
     * @param connection until it is connected to
     * @param answer until its answer begins
     */
    record Timeout(
            @DefaultValue("1s") @NotNull Duration connection,
            @DefaultValue("10s") @NotNull Duration answer) {}

    Timeout of(String route) {
        return timeouts.getOrDefault(route, timeout);
    }

    /** What no answer of any service has to exceed between two parts of it. */
    Duration longestSilence() {
        return timeouts.values().stream().map(Timeout::answer).reduce(timeout.answer(), RoutingSettings::longer);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
