package dev.evently.platform.messaging;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How events move.
 *
 * @param batchSize how many outbox rows one relay transaction moves at most
 * @param linger how long a relay rests after a batch that was not full, so that what is committed meanwhile goes together
 * @param pollInterval how long an idle relay waits before it looks for rows that an instance left behind which died
 * @param sendTimeout how long Kafka may take for a batch before the relay lets go and starts it again
 * @param inboxRetention how long an event id is remembered; longer than a record may be on its way a second time
 * @param partitions partitions of a topic when it is created
 * @param replicas copies of each partition when a topic is created
 */
@ConfigurationProperties("evently.messaging")
@Validated
record MessagingProperties(
        @DefaultValue("500") @Min(1) @Max(5_000) int batchSize,
        @DefaultValue("50ms") Duration linger,
        @DefaultValue("1s") Duration pollInterval,
        @DefaultValue("10s") Duration sendTimeout,
        @DefaultValue("14d") Duration inboxRetention,
        @DefaultValue("12") @Min(1) int partitions,
        @DefaultValue("1") @Min(1) short replicas) {}
