package dev.evently.gateway.connections;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What is spoken with clients. Over TLS, HTTP/2 is always offered.
 *
 * @param clearText whether a client may begin with HTTP/2 without TLS, knowing that it is spoken here; for proxies that end
 *     TLS
 * @param streams how many requests may be under way at once on one connection
 */
@ConfigurationProperties("evently.gateway.http2")
@Validated
record ProtocolSettings(
        @DefaultValue("false") boolean clearText,
        @DefaultValue("100") @Min(1) @Max(10_000) int streams) {}
