package dev.evently.analytics.sales;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * What is known of each booking.
 *
 * <p>Every fact is kept under its own id and a booking's figures are derived again from its facts whenever one arrives, so
 * neither repetition nor order matters. The row of a booking is locked first, which makes facts of one booking that
 * arrive at the same time see each other. No row is shared between bookings, so none is hot.
 */
@Repository
class SaleFacts {

    private final JdbcClient jdbc;

    SaleFacts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds facts: holds and payments, of which there are many, in one statement each. */
    void add(List<BookingData> facts) {
        hold(latest(facts, BookingData.Held.class));
        confirm(latest(facts, BookingData.Confirmed.class));
        for (BookingData fact : facts) {
            switch (fact) {
                case BookingData.Held _, BookingData.Confirmed _ -> {}
                case BookingData.Cancelled cancelled -> cancel(cancelled);
                case BookingData.Refunded refunded -> {
                    lock(refunded);
                    refund(refunded.refundId(), refunded.bookingId(), refunded.paymentId(), refunded.amount());
                }
            }
        }
        derive(facts.stream()
                .filter(fact -> !(fact instanceof BookingData.Held))
                .map(BookingData::bookingId)
                .distinct()
                .toArray(UUID[]::new));
    }

    /** The facts of a kind, the last of each booking: no statement may write a row twice. */
    private static <F extends BookingData> Collection<F> latest(List<BookingData> facts, Class<F> kind) {
        Map<UUID, F> byBooking = new LinkedHashMap<>();
        facts.stream().filter(kind::isInstance).map(kind::cast).forEach(fact -> byBooking.put(fact.bookingId(), fact));
        return byBooking.values();
    }

    private void hold(Collection<BookingData.Held> held) {
        if (held.isEmpty()) {
            return;
        }
        jdbc.sql("""
                INSERT INTO sale (booking_id, event_id, buyer_id, currency, held_at)
                SELECT * FROM unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::timestamptz[])
                    AS held (booking_id, event_id, buyer_id, currency, held_at)
                ORDER BY booking_id
                ON CONFLICT (booking_id) DO UPDATE
                SET buyer_id = excluded.buyer_id, currency = excluded.currency, held_at = excluded.held_at
                """)
                .params(
                        ids(held, BookingData.Held::bookingId),
                        ids(held, BookingData.Held::eventId),
                        ids(held, BookingData.Held::buyerId),
                        texts(held, BookingData.Held::currency),
                        texts(held, BookingData.Held::createdAt))
                .update();
    }

    private void confirm(Collection<BookingData.Confirmed> confirmed) {
        if (confirmed.isEmpty()) {
            return;
        }
        jdbc.sql("""
                INSERT INTO sale (booking_id, event_id, buyer_id, currency, confirmed_at, payment_id, places, total)
                SELECT * FROM unnest(?::uuid[], ?::uuid[], ?::uuid[], ?::text[], ?::timestamptz[], ?::uuid[], ?::int[], ?::bigint[])
                    AS paid (booking_id, event_id, buyer_id, currency, confirmed_at, payment_id, places, total)
                ORDER BY booking_id
                ON CONFLICT (booking_id) DO UPDATE
                SET buyer_id = excluded.buyer_id, currency = excluded.currency, confirmed_at = excluded.confirmed_at,
                    payment_id = excluded.payment_id, places = excluded.places, total = excluded.total
                """)
                .params(
                        ids(confirmed, BookingData.Confirmed::bookingId),
                        ids(confirmed, BookingData.Confirmed::eventId),
                        ids(confirmed, BookingData.Confirmed::buyerId),
                        texts(confirmed, BookingData.Confirmed::currency),
                        texts(confirmed, BookingData.Confirmed::confirmedAt),
                        ids(confirmed, BookingData.Confirmed::paymentId),
                        confirmed.stream().map(fact -> fact.items().size()).toArray(Integer[]::new),
                        confirmed.stream().map(BookingData.Confirmed::total).toArray(Long[]::new))
                .update();
    }

    private static <F> UUID[] ids(Collection<F> facts, Function<F, UUID> id) {
        return facts.stream().map(id).toArray(UUID[]::new);
    }

    private static <F> String[] texts(Collection<F> facts, Function<F, Object> value) {
        return facts.stream().map(value).map(Object::toString).toArray(String[]::new);
    }

    private void cancel(BookingData.Cancelled data) {
        lock(data);
        data.items()
                .forEach(item ->
                        jdbc.sql("""
                        INSERT INTO cancelled_item (item_id, booking_id) VALUES (?, ?) ON CONFLICT DO NOTHING
                        """).params(item.id(), data.bookingId()).update());
        BookingData.Refund owed = data.refund();
        if (owed != null) {
            refund(owed.id(), data.bookingId(), null, owed.amount());
        }
    }

    private void refund(UUID refundId, UUID bookingId, @Nullable UUID paymentId, long amount) {
        jdbc.sql("""
                INSERT INTO refund AS known (refund_id, booking_id, payment_id, amount)
                VALUES (:refund, :booking, :payment, :amount)
                ON CONFLICT (refund_id) DO UPDATE SET payment_id = coalesce(known.payment_id, excluded.payment_id)
                """)
                .param("refund", refundId)
                .param("booking", bookingId)
                .param("payment", paymentId)
                .param("amount", amount)
                .update();
    }

    /** Locks the row of the booking, which is made if this is the first to be heard of it. */
    private void lock(BookingData data) {
        jdbc.sql("""
                INSERT INTO sale (booking_id, event_id) VALUES (?, ?)
                ON CONFLICT (booking_id) DO UPDATE SET event_id = excluded.event_id
                """).params(data.bookingId(), data.eventId()).update();
    }

    /**
     * Works out what bookings count for. A refund counts if it is of the payment that confirmed the booking: one of a
     * payment that came too late gives back money that was never revenue. A hold counts for nothing here.
     */
    private void derive(UUID[] bookingIds) {
        if (bookingIds.length == 0) {
            return;
        }
        jdbc.sql("""
                UPDATE sale
                SET sold = places - (SELECT count(*) FROM cancelled_item item WHERE item.booking_id = sale.booking_id),
                    revenue = total - (
                        SELECT coalesce(sum(amount), 0) FROM refund
                        WHERE refund.booking_id = sale.booking_id
                          AND (refund.payment_id IS NULL OR refund.payment_id = sale.payment_id))
                WHERE booking_id = ANY (?) AND confirmed_at IS NOT NULL
                """).param(bookingIds).update();
    }
}
