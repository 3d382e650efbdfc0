package dev.evently.analytics.catalogue;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How often the pages of events were read: a lower bound, since event-service may lose some seconds in a crash. */
@Repository
public class EventViews {

    private final JdbcClient jdbc;

    EventViews(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public long of(UUID eventId) {
        return jdbc.sql("SELECT views FROM event_views WHERE event_id = ?")
                .param(eventId)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    void add(UUID eventId, long views) {
        jdbc.sql("""
                INSERT INTO event_views AS known (event_id, views) VALUES (?, ?)
                ON CONFLICT (event_id) DO UPDATE SET views = known.views + excluded.views
                """).params(eventId, views).update();
    }
}
