package dev.evently.booking.inventory;

import dev.evently.booking.sharding.Bucket;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One movement of one quota's places. Entries are only ever added; summed up they are the quota.
 *
 * @param bookingId whose places moved; null when it was not a booking's doing
 */
public record LedgerEntry(
        Bucket bucket,
        UUID eventId,
        UUID quotaId,
        @Nullable UUID bookingId,
        LedgerReason reason,
        Change change,
        Instant at) {

    /** By how much each count of a quota changed. */
    public record Change(int capacity, int available, int held, int sold, int blocked) {

        public static final Change NONE = new Change(0, 0, 0, 0, 0);

        /** The change from nothing to the quota as it is. */
        public static Change opening(Quota quota) {
            return new Change(quota.capacity(), quota.available(), quota.held(), quota.sold(), quota.blocked());
        }

        static Change between(Quota before, Quota after) {
            return new Change(
                    after.capacity() - before.capacity(),
                    after.available() - before.available(),
                    after.held() - before.held(),
                    after.sold() - before.sold(),
                    after.blocked() - before.blocked());
        }

        static Change hold(int places) {
            return new Change(0, -places, places, 0, 0);
        }

        static Change sell(int places) {
            return new Change(0, 0, -places, places, 0);
        }
    }
}
