package dev.evently.booking.payment.persistence;

import static java.time.ZoneOffset.UTC;

import dev.evently.booking.booking.BookingId;
import dev.evently.booking.booking.Money;
import dev.evently.booking.booking.PaymentId;
import dev.evently.booking.payment.Refund;
import dev.evently.booking.payment.RefundReason;
import dev.evently.booking.payment.Refunds;
import dev.evently.booking.sharding.Bucket;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcRefunds implements Refunds {

    private final JdbcClient jdbc;

    JdbcRefunds(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void insert(Refund.Requested refund) {
        Refund.Terms terms = refund.terms();
        jdbc.sql("""
                INSERT INTO refund (bucket, id, booking_id, payment_id, amount, currency, reason, status,
                                    requested_at, attempt_at)
                VALUES (:bucket, :id, :booking, :payment, :amount, :currency, :reason, 'REQUESTED', :at, :at)
                """)
                .param("bucket", terms.booking().bucket().value())
                .param("id", terms.id())
                .param("booking", terms.booking().value())
                .param("payment", terms.payment().value())
                .param("amount", terms.amount().amount())
                .param("currency", terms.amount().currency())
                .param("reason", terms.reason().name())
                .param("at", terms.requestedAt().atOffset(UTC))
                .update();
    }

    @Override
    public Optional<Refund> find(BookingId booking, UUID id) {
        return jdbc.sql("SELECT * FROM refund WHERE bucket = :bucket AND id = :id AND booking_id = :booking")
                .param("bucket", booking.bucket().value())
                .param("id", id)
                .param("booking", booking.value())
                .query(JdbcRefunds::read)
                .optional();
    }

    @Override
    public Optional<Refund> lock(Bucket bucket, UUID id) {
        return jdbc.sql("SELECT * FROM refund WHERE bucket = :bucket AND id = :id FOR UPDATE")
                .param("bucket", bucket.value())
                .param("id", id)
                .query(JdbcRefunds::read)
                .optional();
    }

    @Override
    public void update(Refund.Succeeded refund) {
        jdbc.sql("""
                UPDATE refund SET status = 'SUCCEEDED', succeeded_at = :at, attempt_at = NULL
                WHERE bucket = :bucket AND id = :id
                """)
                .param("at", refund.at().atOffset(UTC))
                .param("bucket", refund.terms().booking().bucket().value())
                .param("id", refund.id())
                .update();
    }

    @Override
    public List<Due> claimDue(Set<Bucket> buckets, Instant now, Instant leasedUntil, int limit) {
        DueRows due = new DueRows();
        jdbc.sql("""
                SELECT bucket, id FROM refund
                WHERE status = 'REQUESTED' AND attempt_at <= :now AND bucket = ANY (:buckets)
                ORDER BY attempt_at LIMIT :limit
                """)
                .param("now", now.atOffset(UTC))
                .param("buckets", Bucket.numbers(buckets))
                .param("limit", limit)
                .query(due);
        List<UUID> claimed = due.claimEach((bucket, ids) -> jdbc.sql("""
                UPDATE refund SET attempt_at = :leasedUntil, attempts = attempts + 1
                WHERE bucket = :bucket AND id IN (
                    SELECT id FROM refund
                    WHERE bucket = :bucket AND id = ANY (:ids) AND status = 'REQUESTED' AND attempt_at <= :now
                    FOR UPDATE SKIP LOCKED)
                RETURNING id
                """)
                .param("leasedUntil", leasedUntil.atOffset(UTC))
                .param("bucket", bucket)
                .param("ids", ids)
                .param("now", now.atOffset(UTC))
                .query((row, number) -> row.getObject("id", UUID.class))
                .list());
        if (claimed.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                SELECT r.*, p.intent FROM refund r JOIN payment p ON p.bucket = r.bucket AND p.id = r.payment_id
                WHERE r.bucket = ANY (:buckets) AND r.id IN (:ids)
                """)
                .param("buckets", Bucket.numbers(buckets))
                .param("ids", claimed)
                .query((row, number) ->
                        new Due((Refund.Requested) read(row, number), row.getString("intent"), row.getInt("attempts")))
                .list();
    }

    @Override
    public void tryAgain(Refund refund, Instant at) {
        jdbc.sql("""
                UPDATE refund SET attempt_at = :at WHERE bucket = :bucket AND id = :id AND status = 'REQUESTED'
                """)
                .param("at", at.atOffset(UTC))
                .param("bucket", refund.terms().booking().bucket().value())
                .param("id", refund.id())
                .update();
    }

    private static Refund read(ResultSet row, int number) throws SQLException {
        Refund.Terms terms = new Refund.Terms(
                row.getObject("id", UUID.class),
                new BookingId(row.getObject("booking_id", UUID.class)),
                new PaymentId(row.getObject("payment_id", UUID.class)),
                new Money(row.getLong("amount"), row.getString("currency")),
                RefundReason.valueOf(row.getString("reason")),
                PaymentRow.instant(row, "requested_at"));
        return switch (row.getString("status")) {
            case "SUCCEEDED" -> new Refund.Succeeded(terms, PaymentRow.instant(row, "succeeded_at"));
            case String _ -> new Refund.Requested(terms);
        };
    }
}
