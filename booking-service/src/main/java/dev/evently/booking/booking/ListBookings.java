package dev.evently.booking.booking;

import dev.evently.booking.sharding.Shards;
import dev.evently.booking.sharding.Shards.Answer;
import jakarta.inject.Named;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A buyer's own bookings, from all shards at once, the newest first. */
@Named
public class ListBookings {

    private static final Comparator<UUID> UNSIGNED = Comparator.comparing(
                    UUID::getMostSignificantBits, Long::compareUnsigned)
            .thenComparing(UUID::getLeastSignificantBits, Long::compareUnsigned);

    private final Shards shards;
    private final Bookings bookings;

    ListBookings(Shards shards, Bookings bookings) {
        this.shards = shards;
        this.bookings = bookings;
    }

    /**
     * One page.
     *
     * @param before the last booking of the page before; null for the first page
     */
    public Listing of(UUID buyerId, @Nullable UUID before, int limit) {
        List<Answer<List<Booking>>> answers =
                shards.askEach(shard -> bookings.ofBuyer(shards.bucketsOf(shard), buyerId, before, limit + 1));
        List<Booking> merged = answers.stream()
                .flatMap(answer -> switch (answer) {
                    case Answer.Given<List<Booking>> given -> given.value().stream();
                    case Answer.Unavailable<List<Booking>> _ -> Stream.<Booking>empty();
                })
                .sorted(Comparator.comparing((Booking booking) -> booking.id().value(), UNSIGNED.reversed()))
                .toList();
        boolean complete = answers.stream().allMatch(Answer.Given.class::isInstance);
        return new Listing(merged.subList(0, Math.min(limit, merged.size())), merged.size() > limit, complete);
    }

    /**
     * Some bookings in the order of the list.
     *
     * @param more whether others follow
     * @param complete false when a shard did not answer, so that bookings of its events are missing
     */
    public record Listing(List<Booking> bookings, boolean more, boolean complete) {}
}
