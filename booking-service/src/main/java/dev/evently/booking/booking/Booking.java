package dev.evently.booking.booking;

import dev.evently.booking.inventory.Places;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a buyer has reserved or bought at one event. Each state is a type and offers only the moves that are legal from it.
 */
public sealed interface Booking {

    Terms terms();

    /** The places the booking covers, or covered when it ended. Never empty. */
    List<BookingItem> items();

    default BookingId id() {
        return terms().id();
    }

    default Money total() {
        return totalOf(items(), terms().currency());
    }

    /** The places of some of the booking's items, per quota they were taken from. */
    default Places places(List<BookingItem> some) {
        SortedMap<UUID, Integer> byQuota = new TreeMap<>();
        some.forEach(item -> item.quotaIds().forEach(quota -> byQuota.merge(quota, 1, Integer::sum)));
        Set<UUID> seats = new HashSet<>();
        some.forEach(item -> {
            if (item.seat() != null) {
                seats.add(item.seat().id());
            }
        });
        return new Places(id().bucket(), terms().eventId(), id().value(), byQuota, seats);
    }

    private static Money totalOf(List<BookingItem> items, String currency) {
        return new Money(items.stream().mapToLong(BookingItem::price).reduce(0, Math::addExact), currency);
    }

    /**
     * What was agreed at the hold. Only its end may move, by {@link Held#extend}.
     *
     * @param expiresAt when the hold ends if it is not confirmed before
     * @param extensions how often that end has been moved
     * @param offerId the waiting list's offer this booking was made for
     */
    record Terms(
            BookingId id,
            UUID eventId,
            UUID organizerId,
            UUID buyerId,
            String currency,
            Instant createdAt,
            Instant expiresAt,
            int extensions,
            @Nullable UUID offerId) {}

    /** Places taken from sale until {@link Terms#expiresAt}. */
    record Held(Terms terms, List<BookingItem> items) implements Booking {

        public Held {
            items = nonEmpty(items);
        }

        /** Whether the hold's time is over, even when nobody has expired it yet. */
        public boolean lapsed(Instant now) {
            return !now.isBefore(terms.expiresAt());
        }

        /** The booking with a later end. */
        public Held extend(Instant until) {
            Terms longer = new Terms(
                    terms.id(),
                    terms.eventId(),
                    terms.organizerId(),
                    terms.buyerId(),
                    terms.currency(),
                    terms.createdAt(),
                    until,
                    terms.extensions() + 1,
                    terms.offerId());
            return new Held(longer, items);
        }

        /**
         * The booking once paid.
         *
         * @throws IllegalStateException when the hold has lapsed
         */
        public Confirmed confirm(PaymentId payment, Instant now) {
            if (lapsed(now)) {
                throw new IllegalStateException("The hold lapsed at " + terms.expiresAt());
            }
            return new Confirmed(terms, items, List.of(), payment, now);
        }

        /**
         * The booking once its time is over.
         *
         * @throws IllegalStateException when the hold has not lapsed
         */
        public Expired expire(Instant now) {
            if (!lapsed(now)) {
                throw new IllegalStateException("The hold lasts until " + terms.expiresAt());
            }
            return new Expired(terms, items, now);
        }

        public Cancelled cancel(CancelReason reason, Instant now) {
            return new Cancelled(terms, items, List.of(), reason, now, null, null);
        }
    }

    /**
     * Paid for, with a ticket per item.
     *
     * @param returned what has been given back so far, while the rest stays booked
     */
    record Confirmed(
            Terms terms, List<BookingItem> items, List<ReturnedItem> returned, PaymentId payment, Instant confirmedAt)
            implements Booking {

        public Confirmed {
            items = nonEmpty(items);
            returned = List.copyOf(returned);
        }

        /** The booking without some of its items, which are refunded by the given refund if they cost anything. */
        public Confirmed giveBack(Set<ItemId> leaving, @Nullable UUID refund, Instant now) {
            List<BookingItem> rest =
                    items.stream().filter(item -> !leaving.contains(item.id())).toList();
            if (rest.size() + leaving.size() != items.size()) {
                throw new IllegalArgumentException("Not all of these items are booked");
            }
            List<ReturnedItem> gone = new ArrayList<>(returned);
            items.stream()
                    .filter(item -> leaving.contains(item.id()))
                    .map(item -> new ReturnedItem(item, now, refund))
                    .forEach(gone::add);
            return new Confirmed(terms, rest, gone, payment, confirmedAt);
        }

        public Cancelled cancel(CancelReason reason, @Nullable UUID refund, Instant now) {
            return new Cancelled(terms, items, returned, reason, now, payment, refund);
        }

        /** What some of the items cost. */
        public Money priceOf(Set<ItemId> some) {
            return totalOf(
                    items.stream().filter(item -> some.contains(item.id())).toList(), terms.currency());
        }

        public Set<ItemId> itemIds() {
            Set<ItemId> ids = new HashSet<>();
            items.forEach(item -> ids.add(item.id()));
            return ids;
        }
    }

    /**
     * Given up as a whole.
     *
     * @param items what it covered at last
     * @param returned what had been given back before
     * @param payment what had paid for it; null when it was only held
     * @param refund what pays the last items back; null when they had not been paid or cost nothing
     */
    record Cancelled(
            Terms terms,
            List<BookingItem> items,
            List<ReturnedItem> returned,
            CancelReason reason,
            Instant cancelledAt,
            @Nullable PaymentId payment,
            @Nullable UUID refund)
            implements Booking {

        public Cancelled {
            items = nonEmpty(items);
            returned = List.copyOf(returned);
        }
    }

    /** A hold nobody paid for in time. */
    record Expired(Terms terms, List<BookingItem> items, Instant expiredAt) implements Booking {

        public Expired {
            items = nonEmpty(items);
        }
    }

    /**
     * An item given back while others stayed booked.
     *
     * @param refund what pays it back; null when it cost nothing
     */
    record ReturnedItem(
            BookingItem item, Instant at, @Nullable UUID refund) {}

    private static List<BookingItem> nonEmpty(List<BookingItem> items) {
        if (items.isEmpty()) {
            throw new IllegalArgumentException("A booking has at least one item");
        }
        return List.copyOf(items);
    }
}
