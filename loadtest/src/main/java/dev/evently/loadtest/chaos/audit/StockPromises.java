package dev.evently.loadtest.chaos.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What is promised of places. */
final class StockPromises {
    private StockPromises() {}

    /** Every quota is balanced and counts exactly the places of its bookings, and each sold place has one ticket. */
    static Finding nothingIsOversold(Books books) {
        List<String> broken = new ArrayList<>();
        Map<UUID, Long> held = places(books, "HELD");
        Map<UUID, Long> sold = places(books, "CONFIRMED");
        for (Books.Quota quota : books.quotas()) {
            Books.Places places = quota.places();
            long heldByBookings = held.getOrDefault(quota.id(), 0L);
            long soldByBookings = sold.getOrDefault(quota.id(), 0L);
            if (!places.balanced() || places.held() != heldByBookings || places.sold() != soldByBookings) {
                broken.add("quota %s of event %s: %s, but bookings hold %d and have %d"
                        .formatted(quota.id(), quota.event(), places, heldByBookings, soldByBookings));
            }
        }
        long tickets = 0;
        long confirmed = 0;
        for (Books.Booking booking : books.bookings()) {
            List<UUID> valid = booking.tickets().stream()
                    .filter(Books.Ticket::valid)
                    .map(Books.Ticket::item)
                    .sorted()
                    .toList();
            List<UUID> due = booking.is("CONFIRMED")
                    ? booking.live().stream().map(Books.Item::id).sorted().toList()
                    : List.of();
            tickets += valid.size();
            confirmed += due.size();
            if (!valid.equals(due)) {
                broken.add("booking %s is %s with %d places to have tickets, and has %d valid ones"
                        .formatted(booking.id(), booking.status(), due.size(), valid.size()));
            }
        }
        return new Finding(
                "Nothing is oversold",
                "%,d quotas balanced; %,d places of confirmed bookings, %,d valid tickets"
                        .formatted(books.quotas().size(), confirmed, tickets),
                broken);
    }

    private static Map<UUID, Long> places(Books books, String status) {
        Map<UUID, Long> places = new HashMap<>();
        for (Books.Booking booking : books.bookings()) {
            if (booking.is(status)) {
                booking.live().forEach(item -> item.quotas().forEach(quota -> places.merge(quota, 1L, Long::sum)));
            }
        }
        return places;
    }

    /** The entries of the ledger add up to the quotas, and those of each booking to what it has. */
    static Finding ledgerEqualsItsReplay(Books books) {
        List<String> broken = new ArrayList<>();
        for (Books.Quota quota : books.quotas()) {
            if (!quota.places().equals(quota.ledger())) {
                broken.add("quota %s of event %s: %s, but its ledger adds up to %s"
                        .formatted(quota.id(), quota.event(), quota.places(), quota.ledger()));
            }
        }
        for (Books.Booking booking : books.bookings()) {
            long places = booking.live().stream()
                    .mapToLong(item -> item.quotas().size())
                    .sum();
            long held = booking.is("HELD") ? places : 0;
            long sold = booking.is("CONFIRMED") ? places : 0;
            if (booking.ledgerHeld() != held || booking.ledgerSold() != sold) {
                broken.add("booking %s is %s, but its ledger says %d held and %d sold"
                        .formatted(booking.id(), booking.status(), booking.ledgerHeld(), booking.ledgerSold()));
            }
        }
        return new Finding(
                "The ledger equals its replay",
                "%,d quotas and %,d bookings added up"
                        .formatted(books.quotas().size(), books.bookings().size()),
                broken);
    }
}
