package dev.evently.booking.sharding;

/** The number of a shard: its position in {@code evently.shards}. */
public record ShardId(int number) implements Comparable<ShardId> {

    public ShardId {
        if (number < 0) {
            throw new IllegalArgumentException("A shard's number is not negative");
        }
    }

    @Override
    public int compareTo(ShardId other) {
        return Integer.compare(number, other.number);
    }

    @Override
    public String toString() {
        return "shard " + number;
    }
}
