package dev.evently.loadtest.sale;

import io.vertx.core.buffer.Buffer;

/**
 * A published event with one product.
 *
 * @param id event id
 * @param product product id
 */
public record EventOnSale(String id, String product) {
    /** A request to hold one place. */
    public Buffer hold() {
        return Buffer.buffer(
                "{\"eventId\":\"%s\",\"items\":[{\"productId\":\"%s\",\"quantity\":1}]}".formatted(id, product));
    }
}
