package dev.evently.booking.booking;

import dev.evently.booking.sharding.Bucket;

/**
 * A client's name for one request, under which a repetition is recognised.
 *
 * @param bucket where it is known: that of the event which the request is about
 * @param requester whose key it is: keys of different requesters have nothing to do with each other
 */
public record IdempotencyKey(Bucket bucket, String requester, String value) {

    private static final int MAX_LENGTH = 200;

    public IdempotencyKey {
        if (value.isBlank() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("A key has 1 to " + MAX_LENGTH + " characters");
        }
    }
}
