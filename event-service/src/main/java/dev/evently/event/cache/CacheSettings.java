package dev.evently.event.cache;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How long answers are kept, and where.
 *
 * @param refreshAfter when an answer of the first level is fetched anew beside the next reader
 * @param longest how long an answer of the first level is given without one that was fetched anew: what an instance does
 *     not hear of lives no longer
 * @param patience how long a reader waits for a newer answer while there is an old one
 * @param staleIfError how long ago an answer may have been read that is given because there is no newer one to be had
 * @param absentFor how long it is remembered that there is nothing
 * @param loadTimeout how long fetching may take
 * @param maxSize bounds each part of the first level
 * @param shared the second level
 */
@ConfigurationProperties("evently.cache")
@Validated
record CacheSettings(
        @DefaultValue("500ms") Duration refreshAfter,
        @DefaultValue("1s") Duration longest,
        @DefaultValue("250ms") Duration patience,
        @DefaultValue("10m") Duration staleIfError,
        @DefaultValue("1s") Duration absentFor,
        @DefaultValue("10s") Duration loadTimeout,
        @DefaultValue("16MB") DataSize maxSize,
        @DefaultValue @Valid Shared shared) {

    /**
     * The second level, in Redis.
     *
     * @param freshFor how long an answer is given without reading the database again
     * @param timeout how long Redis may take for an answer
     * @param pause how long Redis is left alone after it has failed
     * @param lease how long who reads an event from the database keeps other instances from doing the same
     * @param connections to Redis at most
     */
    record Shared(
            @DefaultValue("60s") Duration freshFor,
            @DefaultValue("50ms") Duration timeout,
            @DefaultValue("1s") Duration pause,
            @DefaultValue("500ms") Duration lease,
            @DefaultValue("8") @Min(1) @Max(100) int connections) {}
}
