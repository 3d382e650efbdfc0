package dev.evently.notification.feed;

import dev.evently.platform.id.Ids;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Adds to feeds, with as many statements for a hundred effects as for one. */
@Repository
class NewNotifications {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    NewNotifications(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * Makes the transactions that add to one user's feed exclude one another until they commit, so that whoever has seen
     * a position has seen every lower one.
     *
     * <p>All transactions take their locks in ascending order of the keys, so no two wait for each other. The order is
     * that of the keys, not of the users, because two users may share a key. A materialized expression is computed apart
     * from the query that reads it, so its rows come sorted, and the locks are taken as they come: an aggregate over them
     * calls the function row by row.
     */
    void lockFeeds(List<Effect> effects) {
        jdbc.sql("""
                WITH feed AS MATERIALIZED (
                    SELECT DISTINCT hashtextextended(user_id::text, 0) AS key
                    FROM unnest(:userIds::uuid[]) AS user_id
                    ORDER BY key)
                SELECT count(pg_advisory_xact_lock(key)) FROM feed
                """)
                .param("userIds", ids(effects, Effect::userId))
                .query(Integer.class)
                .single();
    }

    /**
     * Adds a notification for each effect that has none, in the order of the effects.
     *
     * @return those that were added, in the same order
     */
    List<NotificationsRecorded.Recorded> add(List<Effect> effects) {
        List<UUID> ids = effects.stream().map(effect -> Ids.next()).toList();
        Set<UUID> added = new HashSet<>(jdbc.sql("""
                INSERT INTO notification (id, user_id, type, source_event_id, event_id, occurred_at, data)
                SELECT id, user_id, type, source_event_id, event_id, occurred_at, data
                FROM unnest(:ids::uuid[], :userIds::uuid[], :types::text[], :sourceEventIds::text[], :eventIds::uuid[],
                            :times::timestamptz[], :data::jsonb[])
                    WITH ORDINALITY
                    AS effect (id, user_id, type, source_event_id, event_id, occurred_at, data, number)
                ORDER BY effect.number
                ON CONFLICT ON CONSTRAINT notification_once_per_effect DO NOTHING
                RETURNING id
                """)
                .param("ids", ids.toArray(UUID[]::new))
                .param("userIds", ids(effects, Effect::userId))
                .param(
                        "types",
                        texts(effects, effect -> NoticeType.of(effect.notice()).wireName()))
                .param("sourceEventIds", texts(effects, Effect::sourceEventId))
                .param("eventIds", ids(effects, effect -> effect.notice().eventId()))
                .param("times", texts(effects, effect -> effect.occurredAt().toString()))
                .param("data", texts(effects, effect -> json.writeValueAsString(effect.notice())))
                .query(UUID.class)
                .list());
        return IntStream.range(0, effects.size())
                .filter(number -> added.contains(ids.get(number)))
                .mapToObj(number -> recorded(ids.get(number), effects.get(number)))
                .toList();
    }

    private static NotificationsRecorded.Recorded recorded(UUID id, Effect effect) {
        return new NotificationsRecorded.Recorded(id, effect.userId(), effect.notice(), effect.traceparent());
    }

    private static UUID[] ids(List<Effect> effects, Function<Effect, UUID> id) {
        return effects.stream().map(id).toArray(UUID[]::new);
    }

    private static String[] texts(List<Effect> effects, Function<Effect, String> text) {
        return effects.stream().map(text).toArray(String[]::new);
    }
}
