package dev.evently.gateway.limits;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How much a client may send.
 *
 * @param preset which rate limits hold until an administrator changes them
 * @param body the most that a body may be where its route says nothing else
 * @param bodies the same by the ids of routes
 * @param head the most that the headers of a request may be where its route says nothing else
 * @param heads the same by the ids of routes
 * @param address the most that an address may be, without the host, where its route says nothing else
 * @param addresses the same by the ids of routes
 * @param requestTimeout how long the body of a request may take to arrive
 */
@ConfigurationProperties("evently")
@Validated
record LimitSettings(
        @DefaultValue("standard") @NotNull Preset preset,
        @DefaultValue @NotNull @Valid Body body,
        @DefaultValue Map<String, @Valid Body> bodies,
        @DefaultValue @NotNull @Valid Head head,
        @DefaultValue Map<String, @Valid Head> heads,
        @DefaultValue("8KB") @NotNull DataSize address,
        @DefaultValue Map<String, DataSize> addresses,
        @DefaultValue("8s") @NotNull Duration requestTimeout) {

    /**
     * The most that a body may be.
     *
     * @param size of its bytes
     * @param jsonDepth of arrays and objects in one another
     */
    record Body(
            @DefaultValue("1MB") @NotNull DataSize size,
            @DefaultValue("32") @Min(1) int jsonDepth) {}

    /**
     * The most that the headers of a request may be.
     *
     * @param size of all their lines; what is above {@code server.max-http-request-header-size} is refused anyway
     * @param fields how many there may be
     */
    record Head(
            @DefaultValue("8KB") @NotNull DataSize size,
            @DefaultValue("64") @Min(1) int fields) {}

    Head headOf(String route) {
        return heads.getOrDefault(route, head);
    }

    DataSize addressOf(String route) {
        return addresses.getOrDefault(route, address);
    }

    Body bodyOf(String route) {
        return bodies.getOrDefault(route, body);
    }
}
