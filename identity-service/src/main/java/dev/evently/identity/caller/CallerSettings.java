package dev.evently.identity.caller;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the client's address is found.
 *
 * @param trustedProxies the proxies before the gateway, as the gateway's setting of the same name says; empty for none
 */
@ConfigurationProperties("evently.gateway")
record CallerSettings(@DefaultValue("") String trustedProxies) {}
