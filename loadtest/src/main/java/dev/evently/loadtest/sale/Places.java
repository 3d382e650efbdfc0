package dev.evently.loadtest.sale;

import tools.jackson.databind.JsonNode;

/** Where the places of one product are, as the suite publishes it. */
public record Places(long capacity, long available, long held, long sold, long blocked) {
    /** Reads one product of an event's availability. */
    static Places of(JsonNode product) {
        return new Places(
                product.path("capacity").asLong(-1),
                product.path("available").asLong(-1),
                product.path("held").asLong(-1),
                product.path("sold").asLong(-1),
                product.path("blocked").asLong(-1));
    }

    boolean balanced() {
        return available >= 0
                && held >= 0
                && sold >= 0
                && blocked >= 0
                && capacity == available + held + sold + blocked;
    }

    /** Places that somebody has or may still pay for. */
    long taken() {
        return held + sold;
    }
}
