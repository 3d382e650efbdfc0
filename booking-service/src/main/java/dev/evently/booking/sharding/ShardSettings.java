package dev.evently.booking.sharding;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The shards' databases, in the order of their numbers. A shard keeps its number for ever: placements refer to it.
 *
 * @param shards the databases
 * @param sharding how they are used
 */
@ConfigurationProperties("evently")
@Validated
record ShardSettings(
        @NotEmpty List<@Valid Database> shards,
        @DefaultValue @Valid Use sharding) {

    /** One shard's database. */
    record Database(
            @NotBlank String url,
            @NotBlank String username,
            @NotBlank String password) {}

    /**
     * How a shard is used.
     *
     * @param transactions how many transactions of this instance run on a shard at a time; more wait in a queue
     * @param queueTimeout how long a transaction waits in that queue
     * @param clustered whether a shard is a cluster that spreads its rows by bucket, such as Citus
     * @param silence how long a shard may give no sign of life before its transactions are broken off and refused
     */
    record Use(
            @DefaultValue("8") @Min(1) @Max(100) int transactions,
            @DefaultValue("5s") Duration queueTimeout,
            @DefaultValue("false") boolean clustered,

            @DefaultValue("800ms") @DurationMin(millis = 100)
            Duration silence) {}
}
