package dev.evently.gateway.routing;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who stands before the gateway.
 *
 * @param trustedProxies how many proxies every request passes before it gets here; of {@code X-Forwarded-For} so many
 *     entries are believed, and of the other forwarding headers all when it is not 0
 */
@ConfigurationProperties("evently.gateway")
@Validated
record RoutingSettings(@DefaultValue("0") @Min(0) @Max(10) int trustedProxies) {}
