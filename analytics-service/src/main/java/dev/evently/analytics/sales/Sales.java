package dev.evently.analytics.sales;

import dev.evently.analytics.sales.SalesFigures.EventRank;
import dev.evently.analytics.sales.SalesFigures.Funnel;
import dev.evently.analytics.sales.SalesFigures.HourSales;
import dev.evently.analytics.sales.SalesFigures.Revenue;
import dev.evently.analytics.sales.SalesFigures.Totals;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the bookings add up to. */
@Repository
public class Sales {

    private final JdbcClient jdbc;

    Sales(JdbcClient jdbc) {
        this.jdbc = jdbc;
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
