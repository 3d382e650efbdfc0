package dev.evently.sandbox.payment;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * Money of a succeeded intent that went back; also its shape on the wire. The sandbox refunds at once.
 *
 * @param amount minor units of the intent's currency
 * @param reference the merchant's own name for the refund
 */
record Refund(String id, String intentId, long amount, String reference, Instant createdAt) {

    @JsonProperty
    String status() {
        return "succeeded";
    }
}
