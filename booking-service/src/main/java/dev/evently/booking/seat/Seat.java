package dev.evently.booking.seat;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A numbered seat of an event.
 *
 * @param position its place in the order of all seats: from the stage backwards, from left to right, counted from zero
 * @param quotaId the quota that counts it, which exists when its category is sold
 * @param companionOf number of the accessible seat of the row whose companion sits here
 */
public record Seat(
        int position,
        UUID id,
        SeatName name,
        UUID quotaId,
        boolean accessible,
        @Nullable String companionOf,
        boolean restrictedView) {

    /** Whether anybody may be sent here without having asked for it. */
    boolean isForAnybody() {
        return !accessible && companionOf == null;
    }
}
