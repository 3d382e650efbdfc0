package dev.evently.loadtest.chaos.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What the payment provider's own books say of the money. */
record Provider(List<Intent> intents) {

    /**
     * A wish to be paid.
     *
     * @param reference the payment's id
     * @param booking id of the booking that it is for
     * @param refunds what went back, each in minor units
     */
    record Intent(
            String id,
            String reference,
            String booking,
            String status,
            long amount,
            long refunded,
            List<Refund> refunds) {
        boolean succeeded() {
            return status.equals("succeeded");
        }

        long kept() {
            return succeeded() ? amount - refunded : 0;
        }
    }

    /**
     * Money that went back.
     *
     * @param reference the refund's id
     */
    record Refund(String reference, long amount) {}

    private static final String INTENTS = """
            SELECT i.id, i.reference, i.request -> 'metadata' ->> 'bookingId' AS booking, i.status, i.amount, i.refunded,
                   array(SELECT r.reference FROM refunds r WHERE r.intent_id = i.id ORDER BY r.id) AS refund_references,
                   array(SELECT r.amount FROM refunds r WHERE r.intent_id = i.id ORDER BY r.id) AS refund_amounts
            FROM payment_intents i WHERE i.created_at >= ?
            """;

    Provider {
        intents = List.copyOf(intents);
    }

    /** Everything that was begun since then. */
    static Provider read(Connection connection, Instant since) throws SQLException {
        List<Intent> intents = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(INTENTS)) {
            statement.setTimestamp(1, Timestamp.from(since));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    intents.add(new Intent(
                            rows.getString("id"),
                            rows.getString("reference"),
                            rows.getString("booking"),
                            rows.getString("status"),
                            rows.getLong("amount"),
                            rows.getLong("refunded"),
                            refunds(rows)));
                }
            }
        }
        return new Provider(intents);
    }

    private static List<Refund> refunds(ResultSet row) throws SQLException {
        String[] references = (String[]) row.getArray("refund_references").getArray();
        Long[] amounts = (Long[]) row.getArray("refund_amounts").getArray();
        List<Refund> refunds = new ArrayList<>();
        for (int i = 0; i < references.length; i++) {
            refunds.add(new Refund(references[i], amounts[i]));
        }
        return refunds;
    }
}
