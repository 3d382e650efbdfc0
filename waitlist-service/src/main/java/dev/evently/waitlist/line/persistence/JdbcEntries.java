package dev.evently.waitlist.line.persistence;

import dev.evently.waitlist.line.Entries;
import dev.evently.waitlist.line.EntryId;
import dev.evently.waitlist.line.LineId;
import dev.evently.waitlist.line.Newcomer;
import dev.evently.waitlist.line.OfferId;
import dev.evently.waitlist.line.Party;
import dev.evently.waitlist.line.Turn;
import dev.evently.waitlist.line.WaitingListEntry;
import dev.evently.waitlist.line.WaitingListEntry.Waiting;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcEntries implements Entries {

    private final JdbcClient jdbc;

    JdbcEntries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Optional<Waiting> join(Newcomer newcomer, @Nullable String idempotencyKey) {
        return jdbc.sql("""
                WITH line AS (
                    INSERT INTO waiting_line AS known (event_id, product_id, last_place)
                    VALUES (:event, :product, 1)
                    ON CONFLICT (event_id, product_id) DO UPDATE SET last_place = known.last_place + 1
                    RETURNING last_place)
                INSERT INTO waiting_list_entry (id, event_id, product_id, user_id, quantity, place, joined_at,
                    idempotency_key, status, offer_id)
                SELECT :id, :event, :product, :user, :quantity, last_place, :joinedAt, :key, 'WAITING', :offer
                FROM line
                ON CONFLICT DO NOTHING
                RETURNING place
                """)
                .param("event", newcomer.line().eventId())
                .param("product", newcomer.line().productId())
                .param("id", newcomer.id().value())
                .param("user", newcomer.userId())
                .param("quantity", newcomer.quantity())
                .param("joinedAt", Timestamp.from(newcomer.joinedAt()))
                .param("key", idempotencyKey)
                .param("offer", newcomer.offer().value())
                .query(Long.class)
                .optional()
                .map(newcomer::at);
    }

    @Override
    public void save(WaitingListEntry entry) {
        EntryState state = EntryState.of(entry);
        int updated = jdbc.sql("""
                UPDATE waiting_list_entry
                SET status = :status, offer_id = :offer, booking_id = :booking,
                    offer_expires_at = :offerExpiresAt, offered_at = :offeredAt, ended_at = :endedAt
                WHERE id = :id
                """)
                .param("status", state.status())
                .param("offer", state.offerId())
                .param("booking", state.bookingId())
                .param("offerExpiresAt", timestamp(state.offerExpiresAt()))
                .param("offeredAt", timestamp(state.offeredAt()))
                .param("endedAt", timestamp(state.endedAt()))
                .param("id", entry.id().value())
                .update();
        if (updated != 1) {
            throw new IllegalStateException("There is no entry " + entry.id());
        }
    }

    @Override
    public Optional<WaitingListEntry> find(EntryId id) {
        return findBy("id = ?", id.value());
    }

    @Override
    public Optional<WaitingListEntry> findByKey(UUID userId, String idempotencyKey) {
        return findBy("user_id = ? AND idempotency_key = ?", userId, idempotencyKey);
    }

    @Override
    public Optional<WaitingListEntry> findByOffer(OfferId offer) {
        return findBy("offer_id = ?", offer.value());
    }

    @Override
    public Optional<WaitingListEntry> findByBooking(UUID bookingId) {
        return findBy("booking_id = ?", bookingId);
    }

    private Optional<WaitingListEntry> findBy(String condition, Object... params) {
        return jdbc.sql("SELECT * FROM waiting_list_entry WHERE " + condition)
                .params(params)
                .query(EntryState::readEntry)
                .optional();
    }

    @Override
    public Optional<EntryId> findOpen(UUID userId, LineId line) {
        return jdbc.sql("""
                SELECT id FROM waiting_list_entry
                WHERE user_id = ? AND event_id = ? AND product_id = ? AND status IN ('WAITING', 'OFFERING', 'OFFERED')
                """)
                .params(userId, line.eventId(), line.productId())
                .query(UUID.class)
                .optional()
                .map(EntryId::new);
    }

    @Override
    public List<WaitingListEntry> findByUser(UUID userId, Optional<EntryId> before, int limit) {
        return jdbc.sql("""
                SELECT * FROM waiting_list_entry
                WHERE user_id = :user AND (CAST(:before AS uuid) IS NULL OR id < :before)
                ORDER BY id DESC LIMIT :limit
                """)
                .param("user", userId)
                .param("before", before.map(EntryId::value).orElse(null))
                .param("limit", limit)
                .query(EntryState::readEntry)
                .list();
    }

    @Override
    public Optional<WaitingListEntry> findUnsettled(LineId line) {
        return jdbc.sql("""
                SELECT * FROM waiting_list_entry
                WHERE event_id = ? AND product_id = ? AND status IN ('OFFERING', 'RETURNING')
                ORDER BY place LIMIT 1
                """)
                .params(line.eventId(), line.productId())
                .query(EntryState::readEntry)
                .optional();
    }

    @Override
    public Optional<Waiting> findNext(LineId line, Turn turn) {
        return jdbc.sql("""
                SELECT * FROM waiting_list_entry
                WHERE event_id = ? AND product_id = ? AND status = 'WAITING' AND place > ? AND quantity <= ?
                ORDER BY place LIMIT 1
                """)
                .params(line.eventId(), line.productId(), turn.afterPlace(), turn.mostPlaces())
                .query(EntryState::readEntry)
                .optional()
                .map(Waiting.class::cast);
    }

    @Override
    public List<WaitingListEntry> findSomeOpen(LineId line, int limit) {
        return jdbc.sql("""
                SELECT * FROM waiting_list_entry
                WHERE event_id = ? AND product_id = ? AND status IN ('WAITING', 'OFFERING', 'OFFERED')
                LIMIT ?
                """)
                .params(line.eventId(), line.productId(), limit)
                .query(EntryState::readEntry)
                .list();
    }

    @Override
    public Map<EntryId, Integer> positions(Collection<EntryId> ids) {
        Map<EntryId, Integer> positions = new HashMap<>();
        jdbc.sql("""
                SELECT entry.id, (
                    SELECT count(*) + 1 FROM waiting_list_entry ahead
                    WHERE ahead.event_id = entry.event_id AND ahead.product_id = entry.product_id
                      AND ahead.place < entry.place AND ahead.status IN ('WAITING', 'OFFERING')) AS position
                FROM waiting_list_entry entry WHERE entry.id = ANY (?)
                """)
                .params((Object) ids.stream().map(EntryId::value).toArray(UUID[]::new))
                .query(row -> {
                    positions.put(new EntryId(row.getObject("id", UUID.class)), row.getInt("position"));
                });
        return positions;
    }

    @Override
    public boolean isAnybodyWaiting(LineId line) {
        return jdbc.sql("""
                SELECT EXISTS (SELECT 1 FROM waiting_list_entry
                               WHERE event_id = ? AND product_id = ? AND status = 'WAITING')
                """)
                .params(line.eventId(), line.productId())
                .query(Boolean.class)
                .single();
    }

    @Override
    public boolean isNoLargerPartyAhead(Party party) {
        return jdbc.sql("""
                SELECT EXISTS (SELECT 1 FROM waiting_list_entry
                               WHERE event_id = ? AND product_id = ? AND status IN ('WAITING', 'OFFERING')
                                 AND place < ? AND quantity <= ?)
                """)
                .params(party.line().eventId(), party.line().productId(), party.place(), party.quantity())
                .query(Boolean.class)
                .single();
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }
}
