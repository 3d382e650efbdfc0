package dev.evently.sandbox.payment;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** Where a payment intent stands; all but {@link #PENDING} are final. */
enum IntentStatus {
    @JsonProperty("pending")
    PENDING,
    @JsonProperty("succeeded")
    SUCCEEDED,
    @JsonProperty("declined")
    DECLINED,
    @JsonProperty("canceled")
    CANCELED;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static IntentStatus of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
