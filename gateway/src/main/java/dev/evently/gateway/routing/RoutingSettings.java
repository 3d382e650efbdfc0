package dev.evently.gateway.routing;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who stands before the gateway.
 *
 * @param trustedProxies a regular expression for the addresses of proxies whose {@code X-Forwarded-*} headers are
 *     believed; empty for none
 */
@ConfigurationProperties("evently.gateway")
record RoutingSettings(@DefaultValue("") String trustedProxies) {}
