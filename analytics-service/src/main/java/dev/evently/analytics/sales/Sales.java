package dev.evently.analytics.sales;

import dev.evently.analytics.sales.SalesFigures.EventRank;
import dev.evently.analytics.sales.SalesFigures.Funnel;
import dev.evently.analytics.sales.SalesFigures.HourSales;
import dev.evently.analytics.sales.SalesFigures.Revenue;
import dev.evently.analytics.sales.SalesFigures.Totals;
import java.sql.Timestamp;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * All bookings as far as the figures need them.
 *
 * <p>Every fact is kept under its own id and a booking's figures are derived again from its facts whenever one arrives, so
 * neither repetition nor order matters. The row of a booking is locked first, which makes facts of one booking that
 * arrive at the same time see each other. No row is shared between bookings, so none is hot.
 */
@Repository
public class Sales {

    private final JdbcClient jdbc;

    Sales(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(BookingData data) {
        switch (data) {
            case BookingData.Held held -> hold(held);
            case BookingData.Confirmed confirmed -> confirm(confirmed);
            case BookingData.Cancelled cancelled -> cancel(cancelled);
            case BookingData.Refunded refunded -> {
                lock(refunded);
                refund(refunded.refundId(), refunded.bookingId(), refunded.paymentId(), refunded.amount());
            }
        }
        derive(data.bookingId());
    }

    private void hold(BookingData.Held data) {
        jdbc.sql("""
                INSERT INTO sale AS known (booking_id, event_id, buyer_id, currency, held_at)
                VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (booking_id) DO UPDATE
                SET buyer_id = excluded.buyer_id, currency = excluded.currency, held_at = excluded.held_at
                """)
                .params(
                        data.bookingId(),
                        data.eventId(),
                        data.buyerId(),
                        data.currency(),
                        Timestamp.from(data.createdAt()))
                .update();
    }

    private void confirm(BookingData.Confirmed data) {
        jdbc.sql("""
                INSERT INTO sale (booking_id, event_id, buyer_id, currency, confirmed_at, payment_id, places, total)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (booking_id) DO UPDATE
                SET buyer_id = excluded.buyer_id, currency = excluded.currency, confirmed_at = excluded.confirmed_at,
                    payment_id = excluded.payment_id, places = excluded.places, total = excluded.total
                """)
                .params(
                        data.bookingId(),
                        data.eventId(),
                        data.buyerId(),
                        data.currency(),
                        Timestamp.from(data.confirmedAt()),
                        data.paymentId(),
                        data.items().size(),
                        data.total())
                .update();
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
     * Works out what a booking counts for. A refund counts if it is of the payment that confirmed the booking: one of a
     * payment that came too late gives back money that was never revenue.
     */
    private void derive(UUID bookingId) {
        jdbc.sql("""
                UPDATE sale
                SET sold = places - (SELECT count(*) FROM cancelled_item item WHERE item.booking_id = sale.booking_id),
                    revenue = total - (
                        SELECT coalesce(sum(amount), 0) FROM refund
                        WHERE refund.booking_id = sale.booking_id
                          AND (refund.payment_id IS NULL OR refund.payment_id = sale.payment_id))
                WHERE booking_id = ? AND confirmed_at IS NOT NULL
                """).param(bookingId).update();
    }

    /** The sales of an event by the hour (UTC) of payment, without hours in which nothing was paid. */
    public List<HourSales> byHour(UUID eventId) {
        return jdbc.sql("""
                SELECT date_trunc('hour', confirmed_at, 'UTC') AS hour, sum(sold) AS sold, sum(revenue) AS revenue
                FROM sale WHERE event_id = ? AND confirmed_at IS NOT NULL
                GROUP BY 1 ORDER BY 1
                """)
                .param(eventId)
                .query((row, number) -> new HourSales(
                        row.getTimestamp("hour").toInstant(), row.getLong("sold"), row.getLong("revenue")))
                .list();
    }

    /** How many bookings of an event were made and how many were paid, whatever became of them later. */
    public Funnel funnel(UUID eventId) {
        return jdbc.sql("""
                SELECT count(*) FILTER (WHERE held_at IS NOT NULL OR confirmed_at IS NOT NULL) AS held,
                       count(confirmed_at) AS paid
                FROM sale WHERE event_id = ?
                """)
                .param(eventId)
                .query((row, number) -> new Funnel(row.getLong("held"), row.getLong("paid")))
                .single();
    }

    /** Bookings of which something is left, and the people who made them. */
    public Totals totals() {
        return jdbc.sql("SELECT count(*) AS bookings, count(DISTINCT buyer_id) AS customers FROM sale WHERE sold > 0")
                .query((row, number) -> new Totals(row.getLong("bookings"), row.getLong("customers")))
                .single();
    }

    public List<Revenue> revenue() {
        return jdbc.sql("""
                SELECT sum(revenue) AS amount, currency FROM sale
                WHERE confirmed_at IS NOT NULL GROUP BY currency ORDER BY currency
                """)
                .query((row, number) -> new Revenue(row.getLong("amount"), row.getString("currency")))
                .list();
    }

    /** The events with the most bookings of which something is left. */
    public List<EventRank> topEvents(int limit) {
        return jdbc.sql("""
                SELECT event_id, count(*) AS bookings, sum(revenue) AS revenue, min(currency) AS currency
                FROM sale WHERE sold > 0
                GROUP BY event_id ORDER BY bookings DESC, revenue DESC, event_id LIMIT ?
                """)
                .param(limit)
                .query((row, number) -> new EventRank(
                        row.getObject("event_id", UUID.class),
                        row.getLong("bookings"),
                        row.getLong("revenue"),
                        row.getString("currency")))
                .list();
    }
}
