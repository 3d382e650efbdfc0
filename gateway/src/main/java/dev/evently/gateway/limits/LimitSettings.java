package dev.evently.gateway.limits;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How much a client may send.
 *
 * @param preset which rate limits hold
 * @param maxBody the largest body of a request
 * @param requestTimeout how long a request may take to arrive; shorter than services are waited for, so that a slow client
 *     is not taken for a slow service
 */
@ConfigurationProperties("evently")
@Validated
record LimitSettings(
        @DefaultValue("standard") @NotNull Preset preset,
        @DefaultValue("1MB") @NotNull DataSize maxBody,
        @DefaultValue("8s") @NotNull Duration requestTimeout) {}
