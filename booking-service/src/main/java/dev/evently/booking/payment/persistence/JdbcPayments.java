package dev.evently.booking.payment.persistence;

import static java.time.ZoneOffset.UTC;

import dev.evently.booking.booking.BookingId;
import dev.evently.booking.booking.PaymentId;
import dev.evently.booking.payment.Payment;
import dev.evently.booking.payment.Payments;
import dev.evently.booking.sharding.Bucket;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcPayments implements Payments {

    private final JdbcClient jdbc;

    JdbcPayments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void insert(Payment.Open payment, Instant check) {
        Payment.Terms terms = payment.terms();
        jdbc.sql("""
                INSERT INTO payment (bucket, id, booking_id, idempotency_key, fingerprint, amount, currency, status,
                                     created_at, check_at)
                VALUES (:bucket, :id, :booking, :key, :fingerprint, :amount, :currency, :status,
                        :createdAt, :checkAt)
                """)
                .param("bucket", terms.bucket().value())
                .param("id", terms.id().value())
                .param("booking", terms.booking().value())
                .param("key", terms.key())
                .param("fingerprint", terms.fingerprint())
                .param("amount", terms.amount().amount())
                .param("currency", terms.amount().currency())
                .param("status", payment.stage().name())
                .param("createdAt", terms.createdAt().atOffset(UTC))
                .param("checkAt", check.atOffset(UTC))
                .update();
    }

    @Override
    public Optional<Payment> find(Bucket bucket, PaymentId id) {
        return read(bucket, id, "");
    }

    @Override
    public Optional<Payment> lock(Bucket bucket, PaymentId id) {
        return read(bucket, id, " FOR UPDATE");
    }

    private Optional<Payment> read(Bucket bucket, PaymentId id, String locking) {
        return jdbc.sql("SELECT * FROM payment WHERE bucket = :bucket AND id = :id" + locking)
                .param("bucket", bucket.value())
                .param("id", id.value())
                .query(PaymentRow::read)
                .optional();
    }

    @Override
    public List<Payment> ofBooking(BookingId booking) {
        return jdbc.sql("SELECT * FROM payment WHERE bucket = :bucket AND booking_id = :booking")
                .param("bucket", booking.bucket().value())
                .param("booking", booking.value())
                .query(PaymentRow::read)
                .list();
    }

    @Override
    public void update(Payment payment) {
        Payment.Terms terms = payment.terms();
        JdbcClient.StatementSpec statement =
                switch (payment) {
                    case Payment.Open open ->
                        jdbc.sql("UPDATE payment SET status = :status WHERE bucket = :bucket AND id = :id")
                                .param("status", open.stage().name());
                    case Payment.Captured captured ->
                        jdbc.sql("""
                                UPDATE payment SET status = 'CAPTURED', decided_at = :at, check_at = NULL,
                                    decline_reason = NULL, intent = :intent, captured_amount = :amount,
                                    captured_currency = :currency
                                WHERE bucket = :bucket AND id = :id
                                """)
                                .param("at", captured.at().atOffset(UTC))
                                .param("intent", captured.intent())
                                .param("amount", captured.taken().amount())
                                .param("currency", captured.taken().currency());
                    case Payment.Declined declined ->
                        jdbc.sql("""
                                UPDATE payment SET status = 'DECLINED', decided_at = :at, check_at = NULL,
                                    decline_reason = :reason
                                WHERE bucket = :bucket AND id = :id
                                """).param("at", declined.at().atOffset(UTC)).param("reason", declined.reason());
                    case Payment.Voided voided ->
                        jdbc.sql("""
                                UPDATE payment SET status = 'VOIDED', decided_at = :at, check_at = NULL
                                WHERE bucket = :bucket AND id = :id
                                """).param("at", voided.at().atOffset(UTC));
                };
        int rows = statement
                .param("bucket", terms.bucket().value())
                .param("id", terms.id().value())
                .update();
        if (rows != 1) {
            throw new IllegalStateException("Payment " + terms.id() + " is gone");
        }
    }

    @Override
    public boolean reserveForRefund(Bucket bucket, PaymentId id, long amount) {
        return jdbc.sql("""
                UPDATE payment SET refunded = refunded + :amount
                WHERE bucket = :bucket AND id = :id AND captured_amount - refunded >= :amount
                """)
                        .param("amount", amount)
                        .param("bucket", bucket.value())
                        .param("id", id.value())
                        .update()
                == 1;
    }

    @Override
    public List<Due> claimDue(Set<Bucket> buckets, Instant now, Instant leasedUntil, int limit) {
        DueRows due = new DueRows();
        jdbc.sql("""
                SELECT bucket, id FROM payment
                WHERE status IN ('INITIATED', 'UNKNOWN', 'PENDING') AND check_at <= :now AND bucket = ANY (:buckets)
                ORDER BY check_at LIMIT :limit
                """)
                .param("now", now.atOffset(UTC))
                .param("buckets", Bucket.numbers(buckets))
                .param("limit", limit)
                .query(due);
        return due.claimEach((bucket, ids) -> jdbc.sql("""
                UPDATE payment SET check_at = :leasedUntil, checks = checks + 1
                WHERE bucket = :bucket AND id IN (
                    SELECT id FROM payment
                    WHERE bucket = :bucket AND id = ANY (:ids) AND status IN ('INITIATED', 'UNKNOWN', 'PENDING')
                      AND check_at <= :now
                    FOR UPDATE SKIP LOCKED)
                RETURNING *
                """)
                .param("leasedUntil", leasedUntil.atOffset(UTC))
                .param("bucket", bucket)
                .param("ids", ids)
                .param("now", now.atOffset(UTC))
                .query((row, number) -> new Due((Payment.Open) PaymentRow.read(row, number), row.getInt("checks")))
                .list());
    }

    @Override
    public void checkAgain(Payment payment, Instant at) {
        jdbc.sql("""
                UPDATE payment SET check_at = :at
                WHERE bucket = :bucket AND id = :id AND status IN ('INITIATED', 'UNKNOWN', 'PENDING')
                """)
                .param("at", at.atOffset(UTC))
                .param("bucket", payment.terms().bucket().value())
                .param("id", payment.id().value())
                .update();
    }

    @Override
    public long paidWithoutTicket(Set<Bucket> buckets, Instant since) {
        return jdbc.sql("""
                SELECT count(*) FROM payment p
                WHERE p.status = 'CAPTURED' AND p.decided_at >= :since AND p.bucket = ANY (:buckets)
                  AND NOT EXISTS (SELECT 1 FROM ticket t WHERE t.bucket = p.bucket AND t.payment_id = p.id)
                  AND NOT EXISTS (SELECT 1 FROM refund r WHERE r.bucket = p.bucket AND r.payment_id = p.id)
                """)
                .param("since", since.atOffset(UTC))
                .param("buckets", Bucket.numbers(buckets))
                .query(Long.class)
                .single();
    }
}
