package dev.evently.waitlist.offers;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How offers are made.
 *
 * @param ttl how long the places of an offer are held
 * @param pollInterval how often an instance looks for lines to walk
 * @param walks how many lines one instance walks at a time
 * @param lease how long a claim on a line lasts between two steps; longer than one request may take
 * @param recheckInterval how often a line with people in it is walked although nothing called for it, since places may
 *     come free without a word: an offer was refused to somebody who may have it by now
 * @param connectTimeout limit for reaching booking-service or the issuer
 * @param readTimeout limit for the answer of either
 * @param retryDelay pause after a request without an answer; doubles with each further one
 * @param maxRetryDelay where that pause stops growing
 */
@ConfigurationProperties("evently.offers")
@Validated
record OfferSettings(
        @DefaultValue("PT15M") @DurationMin(seconds = 1) @DurationMax(days = 7)
        Duration ttl,

        @DefaultValue("PT0.2S") @DurationMin(millis = 10) Duration pollInterval,
        @DefaultValue("4") @Min(1) int walks,
        @DefaultValue("PT30S") @DurationMin(seconds = 1) Duration lease,
        @DefaultValue("PT5M") @DurationMin(seconds = 1) Duration recheckInterval,
        @DefaultValue("PT1S") @DurationMin(millis = 1) Duration connectTimeout,
        @DefaultValue("PT3S") @DurationMin(millis = 1) Duration readTimeout,
        @DefaultValue("PT1S") @DurationMin(millis = 1) Duration retryDelay,
        @DefaultValue("PT1M") @DurationMin(millis = 1) Duration maxRetryDelay) {

    /** The pause after that many failures in a row, at least one. */
    Duration retryDelayAfter(int failures) {
        int doublings = Math.min(failures - 1, 30);
        Duration delay = retryDelay.multipliedBy(1L << doublings);
        return delay.compareTo(maxRetryDelay) < 0 ? delay : maxRetryDelay;
    }
}
