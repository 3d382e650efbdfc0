package dev.evently.notification.live;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How connections are kept.
 *
 * @param pingInterval how often a client is asked for a sign of life
 * @param silenceLimit how long a client may give none before it is let go
 * @param sendLimit how long a message may take to leave before the client is let go as too slow
 * @param sweepInterval how often this instance looks for what no wake-up announced, so the longest delay without Redis
 */
@ConfigurationProperties("evently.live")
@Validated
record LiveSettings(
        @DefaultValue("20s") Duration pingInterval,
        @DefaultValue("60s") Duration silenceLimit,
        @DefaultValue("10s") Duration sendLimit,
        @DefaultValue("5s") Duration sweepInterval) {}
