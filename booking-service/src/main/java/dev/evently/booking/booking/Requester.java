package dev.evently.booking.booking;

import java.util.UUID;

/** Who asks for something. */
public record Requester(UUID userId, boolean admin) {

    /** A machine that may read everything, under the id of no account. */
    public static final Requester MACHINE = new Requester(new UUID(0, 0), true);
}
