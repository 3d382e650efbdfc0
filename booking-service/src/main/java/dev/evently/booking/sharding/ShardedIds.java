package dev.evently.booking.sharding;

import jakarta.inject.Named;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

/**
 * Ids that say where they live: UUIDs of version 8 (RFC 9562, section 5.8) that carry time and bucket.
 *
 * <p>Layout, most significant bit first: 48 bits of Unix time in milliseconds, 4 bits of version, 10 bits of bucket, 2
 * random bits, 2 bits of variant, 62 random bits. Ids made later sort later, to the millisecond.
 */
@Named
public final class ShardedIds {

    private static final int VERSION = 8;
    private static final int VARIANT = 2;
    private static final int BUCKET_SHIFT = 2;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public ShardedIds(Clock clock) {
        this.clock = clock;
    }

    public UUID next(Bucket bucket) {
        long most = clock.millis() << 16;
        most |= VERSION << 12;
        most |= (long) bucket.value() << BUCKET_SHIFT;
        most |= random.nextInt(1 << BUCKET_SHIFT);
        long least = (random.nextLong() >>> 2) | (1L << 63);
        return new UUID(most, least);
    }

    /** The bucket an id carries; empty for an id this service cannot have made. */
    public static Optional<Bucket> bucketOf(UUID id) {
        if (id.version() != VERSION || id.variant() != VARIANT) {
            return Optional.empty();
        }
        int value = (int) (id.getMostSignificantBits() >>> BUCKET_SHIFT) & (Bucket.COUNT - 1);
        return Optional.of(new Bucket(value));
    }
}
