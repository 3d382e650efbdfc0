package dev.evently.gateway.sharing;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When a page is asked for by so many that they share an answer.
 *
 * @param passing readers of a page that ask the service in each {@code window}, before others share what those were told
 * @param window no answer is shared for longer
 */
@ConfigurationProperties("evently.gateway.sharing")
@Validated
record SharingSettings(
        @DefaultValue("20") @Min(2) int passing,
        @DefaultValue("250ms") @NotNull Duration window) {}
