package dev.evently.booking.booking;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to hold.
 *
 * @param lines one or more; several of one product count together
 * @param ttl how long to hold
 * @param offerId the waiting list's offer it is made for
 * @param traceparent the W3C trace context of the request, in which its event goes on though another thread publishes it
 */
public record HoldRequest(
        IdempotencyKey key,
        UUID eventId,
        UUID buyerId,
        List<Line> lines,
        Duration ttl,
        @Nullable UUID offerId,
        @Nullable String traceparent) {

    public HoldRequest {
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("A hold has at least one line");
        }
        lines = List.copyOf(lines);
    }

    /**
     * So many of one product.
     *
     * @param seats the numbered seats that are wanted, as many as the quantity; empty to leave the choice open
     */
    public record Line(UUID productId, int quantity, List<UUID> seats) {

        public Line {
            if (quantity < 1) {
                throw new IllegalArgumentException("A quantity counts from one");
            }
            if (!seats.isEmpty() && seats.size() != quantity) {
                throw new IllegalArgumentException("A line names all of its seats or none");
            }
            seats = List.copyOf(seats);
        }

        public Line(UUID productId, int quantity) {
            this(productId, quantity, List.of());
        }
    }

    /** How many of each product in all. */
    public SortedMap<UUID, Long> quantities() {
        SortedMap<UUID, Long> quantities = new TreeMap<>();
        lines.forEach(line -> quantities.merge(line.productId(), (long) line.quantity(), Math::addExact));
        return quantities;
    }

    /** How many places in all. */
    long places() {
        return lines.stream().mapToLong(Line::quantity).reduce(0, Math::addExact);
    }

    /** The seats that are named, by product; nothing when there are none. */
    private String seats() {
        SortedMap<UUID, SortedSet<UUID>> seats = new TreeMap<>();
        lines.stream()
                .filter(line -> !line.seats().isEmpty())
                .forEach(line -> seats.computeIfAbsent(line.productId(), none -> new TreeSet<>())
                        .addAll(line.seats()));
        return seats.isEmpty() ? "" : seats.toString();
    }

    /** A digest of what is asked for: equal for requests that ask for the same, however they are written. */
    String fingerprint() {
        String meaning = String.join("|", eventId.toString(), buyerId.toString(), String.valueOf(offerId))
                + quantities()
                + seats();
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(meaning.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
