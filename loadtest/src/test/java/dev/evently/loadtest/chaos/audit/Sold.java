package dev.evently.loadtest.chaos.audit;

import dev.evently.loadtest.chaos.crowd.Claim;
import dev.evently.loadtest.chaos.crowd.Diary;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A quota of ten places, of which one booking bought two for 80.00; all books agree. */
final class Sold {
    static final UUID EVENT = new UUID(1, 1);
    static final UUID QUOTA = new UUID(1, 2);
    static final UUID PRODUCT = new UUID(1, 3);
    static final UUID BUYER = new UUID(1, 4);
    static final UUID BOOKING = new UUID(2, 1);
    static final UUID PAYMENT = new UUID(2, 2);
    static final UUID REFUND = new UUID(2, 3);
    static final String KEY = "key";
    static final long PRICE = 4_000;

    private static final List<Books.Item> ITEMS = List.of(item(1), item(2));

    private Sold() {}

    private static Books.Item item(int number) {
        return new Books.Item(new UUID(3, number), PRODUCT, PRICE, Set.of(QUOTA), false);
    }

    static Books books() {
        return books(new Books.Places(10, 8, 0, 2, 0), booking("CONFIRMED", PAYMENT, 0, 2, tickets(true), List.of()));
    }

    static Books cancelled() {
        List<Books.Refund> refunds = List.of(new Books.Refund(REFUND, PAYMENT, 2 * PRICE, "SUCCEEDED"));
        return books(new Books.Places(10, 10, 0, 0, 0), booking("CANCELLED", PAYMENT, 0, 0, tickets(false), refunds));
    }

    static Books expired() {
        return books(new Books.Places(10, 10, 0, 0, 0), booking("EXPIRED", null, 0, 0, List.of(), List.of()));
    }

    static Books books(Books.Places places, Books.Booking... bookings) {
        return new Books(List.of(new Books.Quota(EVENT, QUOTA, places, places)), List.of(bookings));
    }

    static List<Books.Ticket> tickets(boolean valid) {
        return ITEMS.stream()
                .map(item ->
                        new Books.Ticket(new UUID(4, item.id().getLeastSignificantBits()), item.id(), PAYMENT, valid))
                .toList();
    }

    static Books.Booking booking(
            String status,
            @Nullable UUID payment,
            long held,
            long sold,
            List<Books.Ticket> tickets,
            List<Books.Refund> refunds) {
        List<Books.Payment> payments =
                payment == null ? List.of() : List.of(new Books.Payment(PAYMENT, "CAPTURED", "pi", 2 * PRICE));
        UUID refund = refunds.isEmpty() ? null : REFUND;
        return new Books.Booking(
                BOOKING, EVENT, BUYER, KEY, status, payment, refund, held, sold, ITEMS, tickets, payments, refunds);
    }

    static Provider provider(long refunded) {
        List<Provider.Refund> refunds =
                refunded == 0 ? List.of() : List.of(new Provider.Refund(REFUND.toString(), refunded));
        return new Provider(List.of(new Provider.Intent(
                "pi", PAYMENT.toString(), BOOKING.toString(), "succeeded", 2 * PRICE, refunded, refunds)));
    }

    static List<Fact> facts() {
        return List.of(
                fact(Broker.BOOKINGS, 0, "a", "BookingCreated", BOOKING),
                fact(Broker.BOOKINGS, 1, "b", "BookingConfirmed", BOOKING),
                fact(Broker.PAYMENTS, 0, "c", "PaymentCaptured", PAYMENT));
    }

    static Fact fact(String topic, long offset, String id, String type, UUID subject) {
        return new Fact(topic, 7, offset, BOOKING.toString(), id, type, subject.toString(), BOOKING.toString());
    }

    static Effects effects() {
        return new Effects(
                Map.of(EVENT, new Effects.Sales(2, 2 * PRICE, 1, 1)),
                Map.of(new Effects.Notice(BOOKING, "booking.confirmed"), 1),
                Map.of(BOOKING, 1));
    }

    static Claim held() {
        return new Claim.Held(BOOKING, List.of(PRODUCT, PRODUCT), 2 * PRICE);
    }

    static Diary diary(Claim... claims) {
        Diary diary = new Diary(BUYER, KEY, EVENT);
        List.of(claims).forEach(diary::claim);
        return diary;
    }
}
