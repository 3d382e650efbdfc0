package dev.evently.booking.inventory;

import java.util.Comparator;
import java.util.UUID;

/**
 * The one order in which quotas are locked, and then seat maps: by bucket, event and id, as the database sorts them. {@link
 * UUID#compareTo} sorts otherwise, for it takes the halves of an id for signed numbers.
 */
public final class LockOrder {

    public static final Comparator<UUID> IDS = Comparator.comparing(UUID::getMostSignificantBits, Long::compareUnsigned)
            .thenComparing(UUID::getLeastSignificantBits, Long::compareUnsigned);

    static final Comparator<Quotas.Movement> MOVEMENTS = Comparator.comparing(Quotas.Movement::bucket)
            .thenComparing(Quotas.Movement::eventId, IDS)
            .thenComparing(Quotas.Movement::quotaId, IDS);

    private LockOrder() {}
}
