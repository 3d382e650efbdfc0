package dev.evently.booking.booking;

import static java.util.stream.Collectors.toMap;

import dev.evently.booking.sharding.Bucket;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Bookings without a database. */
final class InMemoryBookings implements Bookings {

    private final Map<BookingId, Booking> bookings = new LinkedHashMap<>();
    private final Set<BookingId> stuck = new HashSet<>();
    private final Map<IdempotencyKey, Keyed> made = new HashMap<>();

    @Override
    public Optional<Booking> find(BookingId id) {
        return Optional.ofNullable(bookings.get(id));
    }

    @Override
    public Optional<Booking> lock(BookingId id) {
        return find(id);
    }

    @Override
    public Map<BookingId, Booking> lockFree(Set<BookingId> ids) {
        return ids.stream().flatMap(id -> find(id).stream()).collect(toMap(Booking::id, Function.identity()));
    }

    @Override
    public void confirmAll(List<Booking.Confirmed> confirmed) {
        confirmed.forEach(this::update);
    }

    @Override
    public Set<IdempotencyKey> claim(Set<IdempotencyKey> claimed) {
        return claimed;
    }

    @Override
    public Map<IdempotencyKey, Keyed> findByKeys(Set<IdempotencyKey> some) {
        return made.values().stream()
                .filter(keyed -> some.contains(keyed.key()))
                .map(keyed -> new Keyed(
                        keyed.key(),
                        keyed.fingerprint(),
                        find(keyed.booking().id()).orElseThrow()))
                .collect(toMap(Keyed::key, Function.identity()));
    }

    @Override
    public void insert(List<Keyed> holds) {
        holds.forEach(keyed -> {
            bookings.put(keyed.booking().id(), keyed.booking());
            made.put(keyed.key(), keyed);
        });
    }

    @Override
    public void update(Booking booking) {
        if (stuck.contains(booking.id())) {
            throw new IllegalStateException("stuck");
        }
        bookings.put(booking.id(), booking);
    }

    @Override
    public void expireAll(List<Booking.Expired> expired) {
        expired.forEach(this::update);
    }

    @Override
    public long countHeld(Set<Bucket> buckets) {
        return bookings.values().stream()
                .filter(booking -> booking instanceof Booking.Held)
                .count();
    }

    @Override
    public List<BookingId> due(Set<Bucket> buckets, Instant now, int limit) {
        return bookings.values().stream()
                .filter(booking -> booking instanceof Booking.Held held && held.lapsed(now))
                .map(Booking::id)
                .limit(limit)
                .toList();
    }

    @Override
    public List<Booking.Held> lockDue(Bucket bucket, Collection<BookingId> ids, Instant now) {
        return bookings.values().stream()
                .filter(booking -> ids.contains(booking.id()))
                .filter(Booking.Held.class::isInstance)
                .map(Booking.Held.class::cast)
                .filter(held -> held.lapsed(now))
                .toList();
    }

    @Override
    public List<BookingId> openOf(Bucket bucket, UUID eventId, @Nullable BookingId after, int limit) {
        return bookings.values().stream()
                .filter(booking -> booking instanceof Booking.Held || booking instanceof Booking.Confirmed)
                .map(Booking::id)
                .filter(id -> after == null
                        || id.value().toString().compareTo(after.value().toString()) > 0)
                .sorted(Comparator.comparing(id -> id.value().toString()))
                .limit(limit)
                .toList();
    }

    @Override
    public Map<UUID, Integer> openPlaces(Bucket bucket, UUID eventId, Set<UUID> buyers) {
        return bookings.values().stream()
                .filter(booking -> booking instanceof Booking.Held || booking instanceof Booking.Confirmed)
                .filter(booking -> booking.terms().eventId().equals(eventId))
                .filter(booking -> buyers.contains(booking.terms().buyerId()))
                .collect(toMap(
                        booking -> booking.terms().buyerId(),
                        booking -> booking.items().size(),
                        Integer::sum));
    }

    @Override
    public List<Booking> ofBuyer(Set<Bucket> buckets, UUID buyerId, @Nullable UUID before, int limit) {
        return bookings.values().stream()
                .filter(booking -> booking.terms().buyerId().equals(buyerId))
                .limit(limit)
                .toList();
    }

    /** Lets every move of the booking fail from now on. */
    void stick(BookingId id) {
        stuck.add(id);
    }
}
