package dev.evently.booking.sharding;

import java.util.Set;
import java.util.UUID;

/**
 * A virtual bucket: one of {@value #COUNT} equal parts of all events, and the unit that moves between shards.
 *
 * <p>Every row of an event carries its bucket, and so does every id made for that event.
 */
public record Bucket(int value) implements Comparable<Bucket> {

    public static final int COUNT = 1024;

    public Bucket {
        if (value < 0 || value >= COUNT) {
            throw new IllegalArgumentException("A bucket lies in 0.." + (COUNT - 1) + ", not " + value);
        }
    }

    /**
     * The bucket of an event. The function is part of the stored data: changing it orphans every row.
     *
     * <p>It is the finalizer of SplitMix64 (Steele, Lea, Flood 2014) over the folded id, so that the shared leading time
     * bits of UUIDv7 ids spread as evenly as random ones.
     */
    public static Bucket ofEvent(UUID eventId) {
        long z = eventId.getMostSignificantBits() ^ Long.rotateLeft(eventId.getLeastSignificantBits(), 32);
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        z ^= z >>> 31;
        return new Bucket((int) (z & (COUNT - 1)));
    }

    @Override
    public int compareTo(Bucket other) {
        return Integer.compare(value, other.value);
    }

    /** The numbers of some buckets, as a statement takes them. */
    public static Integer[] numbers(Set<Bucket> buckets) {
        return buckets.stream().map(Bucket::value).toArray(Integer[]::new);
    }
}
