package dev.evently.loadtest.chaos.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the shards hold of the events of one run. */
record Books(List<Quota> quotas, List<Booking> bookings) {

    /**
     * Places of a quota, or a sum of movements.
     */
    record Places(int capacity, int available, int held, int sold, int blocked) {
        boolean balanced() {
            return capacity == available + held + sold + blocked
                    && Math.min(Math.min(available, held), Math.min(sold, blocked)) >= 0;
        }
    }

    /**
     * A quota.
     *
     * @param ledger the sum of its ledger's entries
     */
    record Quota(UUID event, UUID id, Places places, Places ledger) {}

    /**
     * A place of a booking.
     *
     * @param returned whether it was given back while others stayed booked
     */
    record Item(UUID id, UUID product, long price, Set<UUID> quotas, boolean returned) {}

    record Ticket(UUID id, UUID item, UUID payment, boolean valid) {}

    /**
     * A payment.
     *
     * @param captured what was taken, in minor units; 0 unless its status is {@code CAPTURED}
     */
    record Payment(UUID id, String status, @Nullable String intent, long captured) {}

    record Refund(UUID id, UUID payment, long amount, String status) {}

    /**
     * A booking with all that belongs to it.
     *
     * @param payment what paid for it; null if nothing has
     * @param refund what pays it back as a whole; null if nothing does
     * @param ledgerHeld sum over its ledger entries, of all quotas
     * @param ledgerSold the same
     */
    record Booking(
            UUID id,
            UUID event,
            UUID buyer,
            String key,
            String status,
            @Nullable UUID payment,
            @Nullable UUID refund,
            long ledgerHeld,
            long ledgerSold,
            List<Item> items,
            List<Ticket> tickets,
            List<Payment> payments,
            List<Refund> refunds) {

        boolean is(String... statuses) {
            return List.of(statuses).contains(status);
        }

        /** The places it still has, or had until it ended. */
        List<Item> live() {
            return items.stream().filter(item -> !item.returned()).toList();
        }

        long price() {
            return live().stream().mapToLong(Item::price).sum();
        }
    }

    Books {
        quotas = List.copyOf(quotas);
        bookings = List.copyOf(bookings);
    }

    static Books together(List<Books> shards) {
        List<Quota> quotas = new ArrayList<>();
        List<Booking> bookings = new ArrayList<>();
        for (Books shard : shards) {
            quotas.addAll(shard.quotas());
            bookings.addAll(shard.bookings());
        }
        return new Books(quotas, bookings);
    }

    Optional<Booking> booking(UUID id) {
        return bookings.stream().filter(booking -> booking.id().equals(id)).findFirst();
    }

    /** Bookings by the buyer and the idempotency key that made them. */
    Map<String, List<Booking>> byKey() {
        Map<String, List<Booking>> byKey = new HashMap<>();
        for (Booking booking : bookings) {
            byKey.computeIfAbsent(booking.key(), key -> new ArrayList<>()).add(booking);
        }
        return byKey;
    }
}
