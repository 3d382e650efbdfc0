package dev.evently.loadtest.chaos.audit;

import dev.evently.loadtest.chaos.crowd.Claim;
import dev.evently.loadtest.chaos.crowd.Diary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** What is promised to the buyers. */
final class ClientPromises {
    private ClientPromises() {}

    /** Whatever a buyer was told is what the shards say. */
    static Finding whatTheyWereToldIsTrue(Books books, List<Diary> diaries) {
        Map<UUID, Books.Booking> bookings = new HashMap<>();
        books.bookings().forEach(booking -> bookings.put(booking.id(), booking));
        Map<String, List<Books.Booking>> byKey = books.byKey();
        List<String> broken = new ArrayList<>();
        int claims = 0;
        int unanswered = 0;
        for (Diary diary : diaries) {
            for (Claim claim : diary.claims()) {
                claims++;
                unanswered += claim instanceof Claim.Unanswered ? 1 : 0;
                contradiction(claim, diary, bookings, byKey)
                        .ifPresent(why -> broken.add("key %s was told %s, but %s".formatted(diary.key(), claim, why)));
            }
            for (Books.Booking booking : byKey.getOrDefault(diary.key(), List.of())) {
                if (booking.is("CANCELLED") && !diary.mayHaveCancelled()) {
                    broken.add("booking %s is cancelled, and its buyer did not ask for it".formatted(booking.id()));
                }
            }
        }
        return new Finding(
                "What each client was told is what the database says",
                "%,d answers of %,d buyers' requests; %,d never answered".formatted(claims, diaries.size(), unanswered),
                broken);
    }

    private static Optional<String> contradiction(
            Claim claim, Diary diary, Map<UUID, Books.Booking> bookings, Map<String, List<Books.Booking>> byKey) {
        return switch (claim) {
            case Claim.Held(var id, var products, var total) ->
                of(id, bookings, booking -> {
                    List<UUID> has = booking.items().stream()
                            .map(Books.Item::product)
                            .sorted()
                            .toList();
                    long price = booking.items().stream()
                            .mapToLong(Books.Item::price)
                            .sum();
                    return booking.buyer().equals(diary.buyer())
                            && booking.key().equals(diary.key())
                            && has.equals(products)
                            && price == total;
                });
            case Claim.Refused _ -> Optional.ofNullable(byKey.get(diary.key())).map(has -> "it has " + has);
            case Claim.Captured(var id, var payment) ->
                of(id, bookings, booking -> payment.equals(booking.payment()) && booking.is("CONFIRMED", "CANCELLED"));
            case Claim.Declined(var id, var payment) -> of(id, bookings, booking -> !payment.equals(booking.payment()));
            case Claim.Lapsed(var id) -> of(id, bookings, booking -> booking.is("EXPIRED"));
            case Claim.Seen(var id, var status) -> of(id, bookings, booking -> canFollow(status, booking));
            case Claim.Cancelled(var id, var refund) ->
                of(id, bookings, booking -> booking.is("CANCELLED") && refundOf(booking) == refund);
            case Claim.TooLateToCancel(var id) -> of(id, bookings, booking -> booking.is("EXPIRED"));
            case Claim.Unanswered _ -> Optional.empty();
            case Claim.Strange _ -> Optional.of("nobody should be told that");
        };
    }

    private static boolean canFollow(String seen, Books.Booking booking) {
        return switch (seen) {
            case "HELD" -> true;
            case "CONFIRMED" -> booking.is("CONFIRMED", "CANCELLED");
            default -> booking.is(seen);
        };
    }

    private static long refundOf(Books.Booking booking) {
        return booking.refunds().stream()
                .filter(refund -> Objects.equals(refund.id(), booking.refund()))
                .mapToLong(Books.Refund::amount)
                .sum();
    }

    /** What a booking has to be like. */
    @FunctionalInterface
    private interface Rule {
        boolean fits(Books.Booking booking);
    }

    private static Optional<String> of(UUID id, Map<UUID, Books.Booking> bookings, Rule rule) {
        Books.Booking booking = bookings.get(id);
        if (booking == null) {
            return Optional.of("there is no booking " + id);
        }
        return rule.fits(booking) ? Optional.empty() : Optional.of("there is " + booking);
    }

    /** However often a request was sent again, it made one booking, and no booking is without a request. */
    static Finding oneBookingPerKey(Books books, List<Diary> diaries) {
        Map<String, List<Books.Booking>> byKey = books.byKey();
        List<String> broken = new ArrayList<>();
        int keys = 0;
        for (Diary diary : diaries) {
            List<Books.Booking> made = Objects.requireNonNullElse(byKey.remove(diary.key()), List.of());
            keys += made.isEmpty() ? 0 : 1;
            List<UUID> ids = made.stream().map(Books.Booking::id).toList();
            List<UUID> told = diary.claims().stream()
                    .filter(Claim.Held.class::isInstance)
                    .map(claim -> ((Claim.Held) claim).booking())
                    .distinct()
                    .toList();
            if (made.size() > 1 || told.size() > 1 || (!told.isEmpty() && !told.equals(ids))) {
                broken.add(
                        "key %s made the bookings %s, and its buyer was told of %s".formatted(diary.key(), ids, told));
            }
        }
        byKey.forEach((key, made) -> broken.add("key %s, which nobody sent, has bookings %s".formatted(key, made)));
        return new Finding(
                "A request made one booking, however often it was sent",
                "%,d keys with a booking of %,d sent".formatted(keys, diaries.size()),
                broken);
    }
}
