package dev.evently.waitlist.line.persistence;

import dev.evently.waitlist.line.EntryId;
import dev.evently.waitlist.line.Hold;
import dev.evently.waitlist.line.LineId;
import dev.evently.waitlist.line.OfferId;
import dev.evently.waitlist.line.Party;
import dev.evently.waitlist.line.WaitingListEntry;
import dev.evently.waitlist.line.WaitingListEntry.Accepted;
import dev.evently.waitlist.line.WaitingListEntry.Closed;
import dev.evently.waitlist.line.WaitingListEntry.Expired;
import dev.evently.waitlist.line.WaitingListEntry.Left;
import dev.evently.waitlist.line.WaitingListEntry.Offered;
import dev.evently.waitlist.line.WaitingListEntry.Offering;
import dev.evently.waitlist.line.WaitingListEntry.Returning;
import dev.evently.waitlist.line.WaitingListEntry.Waiting;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The columns of an entry that its state decides. */
record EntryState(
        String status,
        UUID offerId,
        @Nullable UUID bookingId,
        @Nullable Instant offerExpiresAt,
        @Nullable Instant offeredAt,
        @Nullable Instant endedAt) {

    static EntryState of(WaitingListEntry entry) {
        return switch (entry) {
            case Waiting e -> plain("WAITING", e.offer(), null);
            case Offering e -> plain("OFFERING", e.offer(), null);
            case Offered e -> held("OFFERED", e.offer(), e.hold(), e.offeredAt(), null);
            case Returning e -> new EntryState("RETURNING", e.offer().value(), e.bookingId(), null, null, e.leftAt());
            case Accepted e -> held("ACCEPTED", e.offer(), e.hold(), e.offeredAt(), e.endedAt());
            case Expired e -> held("EXPIRED", e.offer(), e.hold(), e.offeredAt(), e.endedAt());
            case Left e -> plain("LEFT", e.offer(), e.endedAt());
            case Closed e -> plain("CLOSED", e.offer(), e.endedAt());
        };
    }

    private static EntryState plain(String status, OfferId offer, @Nullable Instant endedAt) {
        return new EntryState(status, offer.value(), null, null, null, endedAt);
    }

    private static EntryState held(
            String status, OfferId offer, Hold hold, Instant offeredAt, @Nullable Instant endedAt) {
        return new EntryState(status, offer.value(), hold.bookingId(), hold.expiresAt(), offeredAt, endedAt);
    }

    static WaitingListEntry readEntry(ResultSet row, int number) throws SQLException {
        Party party = readParty(row);
        OfferId offer = new OfferId(uuid(row, "offer_id"));
        String status = row.getString("status");
        return switch (status) {
            case "WAITING" -> new Waiting(party, offer);
            case "OFFERING" -> new Offering(party, offer);
            case "OFFERED" -> new Offered(party, offer, hold(row), instant(row, "offered_at"));
            case "RETURNING" -> new Returning(party, offer, uuid(row, "booking_id"), instant(row, "ended_at"));
            case "ACCEPTED" ->
                new Accepted(party, offer, hold(row), instant(row, "offered_at"), instant(row, "ended_at"));
            case "EXPIRED" ->
                new Expired(party, offer, hold(row), instant(row, "offered_at"), instant(row, "ended_at"));
            case "LEFT" -> new Left(party, offer, instant(row, "ended_at"));
            case "CLOSED" -> new Closed(party, offer, instant(row, "ended_at"));
            default -> throw new IllegalStateException("No entry has the status " + status);
        };
    }

    private static Party readParty(ResultSet row) throws SQLException {
        return new Party(
                new EntryId(uuid(row, "id")),
                new LineId(uuid(row, "event_id"), uuid(row, "product_id")),
                uuid(row, "user_id"),
                row.getInt("quantity"),
                row.getLong("place"),
                instant(row, "joined_at"));
    }

    private static Hold hold(ResultSet row) throws SQLException {
        return new Hold(uuid(row, "booking_id"), instant(row, "offer_expires_at"));
    }

    private static UUID uuid(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getObject(column, UUID.class), column);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getObject(column, Timestamp.class), column)
                .toInstant();
    }
}
